package penstock.edge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process and all that came from it. */
public final class Tree {
    private static final int ROUNDS = 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Tree() {}

    /**
     * Kills (SIGKILL) a process and its descendants and waits for their end. They are stopped first, until no new one shows: a process
     * that forks while it is looked at would else leave a child behind. Processes that may not be signalled are left alone, and
     * the wait ends after some seconds for those that hang in the kernel.
     */
    public static void kill(ProcessHandle top) {
        boolean interrupted = Thread.interrupted();
        try {
            var all = stopped(top);
            all.forEach(ProcessHandle::destroyForcibly);
            awaitExit(all);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Set<ProcessHandle> stopped(ProcessHandle top) throws InterruptedException {
        var known = new HashSet<ProcessHandle>();
        for (int round = 0; round < ROUNDS; round++) {
            var fresh = Stream.concat(Stream.of(top), top.descendants())
                    .filter(one -> !known.contains(one))
                    .collect(Collectors.toSet());
            if (fresh.isEmpty()) {
                break;
            }
            known.addAll(fresh);
            stop(fresh);
        }
        return known;
    }

    /** The JDK sends no SIGSTOP; the shell's own {@code kill} is on every host. It fails for those that are gone already. */
    private static void stop(Set<ProcessHandle> some) throws InterruptedException {
        var argv = new ArrayList<>(List.of("/bin/sh", "-c", "kill -STOP \"$@\" 2>/dev/null", "sh"));
        some.forEach(one -> argv.add(Long.toString(one.pid())));
        try {
            new ProcessBuilder(argv).start().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // No shell, or no process to be had for it: they are killed without being stopped before.
            some.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** A process that has ended but was not collected by its parent (in some containers process 1 never does) runs no more. */
    static boolean runs(ProcessHandle one) {
        if (!one.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(one.pid()), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            // No such process any more, or no proc here: the next look tells.
            return one.isAlive();
        }
    }

    /**
     * Waits some seconds for the end of processes. Those that are not children of this one can only be looked at again and again: the
     * JDK does the same, but up to a second apart.
     */
    public static void awaitExit(Collection<ProcessHandle> some) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (some.stream().anyMatch(Tree::runs) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
