package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A process, told from another that has its number later.
 *
 * @param machine the machine since it was started, and the namespace that counts its processes
 * @param number process id
 * @param began ticks since the machine was started (proc_pid_stat(5), starttime), which nobody sets as the clock is set
 */
record RunningProcess(String machine, long number, String began) {
    private static final Path PROC = Path.of("/proc");
    /** Of the fields behind the name, which alone may have blanks and brackets. */
    private static final int BEGAN = 19;

    static RunningProcess here() throws IOException {
        long number = ProcessHandle.current().pid();
        return new RunningProcess(thisMachine(), number, ticks(number));
    }

    private static String thisMachine() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip() + " "
                + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    }

    private static String ticks(long number) throws IOException {
        String stat = Files.readString(PROC.resolve(number + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ")[BEGAN];
    }

    /** Whether it is one of this machine, of which {@link #isGone} can tell. */
    boolean isOfHere() throws IOException {
        return machine.equals(thisMachine());
    }

    boolean isGone() throws IOException {
        try {
            return isOfHere() && !began.equals(ticks(number));
        } catch (NoSuchFileException ended) {
            return true;
        }
    }
}
