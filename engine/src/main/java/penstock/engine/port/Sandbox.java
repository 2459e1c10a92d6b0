package penstock.engine.port;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one place where untrusted code runs: an unprivileged uid in namespaces of its own, without network unless asked, within
 * limits on time, memory, processes, disk and output, on a throw-away layer over a root that is only read.
 */
public interface Sandbox {
    /**
     * Opens an ephemeral root: what is written in it is gone when it is closed.
     *
     * @param diskBytes how much may be written
     */
    Root open(Lower lower, long diskBytes) throws OutsideFailure;

    /** Opens a root whose trees have their own {@code /usr}. */
    default Root open(List<Path> trees, long diskBytes) throws OutsideFailure {
        return open(new Lower(trees, List.of()), diskBytes);
    }

    /**
     * The read-only trees that a root begins with.
     *
     * @param trees of the whole root, the uppermost first
     * @param usr of its folder {@code /usr} alone, the uppermost first: nothing else of the file system that they are from is seen;
     *     empty when {@code trees} have it
     */
    record Lower(List<Path> trees, List<Path> usr) {
        public Lower {
            trees = List.copyOf(trees);
            usr = List.copyOf(usr);
        }
    }

    interface Root extends AutoCloseable {
        /**
         * Runs a command in the root and waits for its end; when it returns, none of its processes is left. What it writes stays for
         * the next command, but for {@code /tmp}, {@code /var/tmp} and {@code /run}, which every command finds empty.
         *
         * @param output gets the bytes of standard output and standard error as they come, from one thread
         */
        Ended run(Command command, Output output) throws OutsideFailure, InterruptedException;

        /**
         * Says that commands will come, so that what they need can be started beside other work. A hint: results are the same without,
         * and what is not used ends with the root. Said before the first command; later it has no effect.
         *
         * @param like a command with the same mounts, network and user; the commands may have further mounts below {@code /run/penstock}
         */
        void expect(int commands, Command like) throws OutsideFailure, InterruptedException;

        /**
         * Makes a folder that every command may write in, or makes one that is there so. It takes no command: that would cost a start.
         *
         * @param inside absolute, directly below a folder that is there
         */
        void folder(String inside) throws OutsideFailure, InterruptedException;

        /**
         * Names of the regular files directly in a folder of the root, sorted; no links, pipes or devices, and none whose name holds a
         * control character. Empty when there is no such folder. What commands left is hostile: no link is followed on the way.
         *
         * @param inside absolute
         */
        List<String> files(String inside) throws OutsideFailure;

        /**
         * Copies a regular file of the root out; links are not followed, not even on the way to it.
         *
         * @param to a file that does not exist yet
         * @param maxBytes a larger file, holes counted, is a failure
         */
        void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure;

        @Override
        void close() throws OutsideFailure;
    }

    interface Output {
        void write(byte[] bytes, int offset, int length) throws OutsideFailure;
    }

    /**
     * @param argv program and arguments, looked up inside the root
     * @param environment all of it; nothing of Penstock's own is handed on
     * @param workdir inside the root
     * @param mounts what else is seen inside; results are not written to the host but copied out of the root afterwards
     * @param rootInside whether the command sees itself as uid 0 of its user namespace (rpm and dnf need it); outside it
     *     is unprivileged all the same. Otherwise it is uid 1000
     * @param network whether it has the host's network; otherwise it has a loopback of its own
     */
    record Command(
            List<String> argv,
            Map<String, String> environment,
            String workdir,
            List<Mount> mounts,
            Limits limits,
            boolean rootInside,
            boolean network) {}

    /** A folder or file of the host that is seen, read-only and as the command's own, at {@code inside}. */
    record Mount(Path host, String inside) {}

    /**
     * @param time wall time from start to end
     * @param memoryBytes of all its processes together
     * @param processes and threads at one time; 0 for no limit, which is refused unless the operator allows it
     * @param outputBytes of standard output and error together
     */
    record Limits(Duration time, long memoryBytes, int processes, long outputBytes) {}

    /**
     * @param exitCode the program's; 128 + the signal's number when one ended it
     * @param limit the limit that was hit, in words and with its value: "time: 30 s", "memory: 2 GiB", "processes: 512",
     *     "output: 64 MiB", "disk: 8 GiB"
     */
    record Ended(int exitCode, Optional<String> limit) {
        public boolean ok() {
            return exitCode == 0 && limit.isEmpty();
        }
    }
}
