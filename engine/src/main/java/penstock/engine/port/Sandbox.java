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
     * @param lower the read-only trees, the uppermost first
     * @param diskBytes how much may be written
     */
    Root open(List<Path> lower, long diskBytes) throws OutsideFailure;

    interface Root extends AutoCloseable {
        /**
         * Runs a command in the root and waits for it.
         *
         * @param output gets the bytes of standard output and standard error as they come, from one thread
         */
        Ended run(Command command, Output output) throws OutsideFailure, InterruptedException;

        /** Where the root's present content can be read (never executed) from outside; valid until it is closed. */
        Path tree();

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
     * @param mounts what else is seen inside
     * @param rootInside whether the command sees itself as uid 0 of its user namespace (rpm and dnf need it); outside it
     *     is unprivileged all the same
     */
    record Command(
            List<String> argv,
            Map<String, String> environment,
            String workdir,
            List<Mount> mounts,
            Limits limits,
            boolean rootInside,
            boolean network) {}

    /** A folder or file of the host at {@code inside}. */
    record Mount(Path host, String inside, boolean writable) {}

    /**
     * @param time wall time from start to end
     * @param memoryBytes of all its processes together
     * @param processes and threads at one time
     * @param outputBytes of standard output and error together
     */
    record Limits(Duration time, long memoryBytes, int processes, long outputBytes) {}

    /**
     * @param exitCode the program's; 128 + the signal's number when one ended it
     * @param limit the limit that ended it, in words and with its value
     */
    record Ended(int exitCode, Optional<String> limit) {
        public boolean ok() {
            return exitCode == 0 && limit.isEmpty();
        }
    }
}
