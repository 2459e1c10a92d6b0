package penstock.edge.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.List;
import penstock.engine.port.OutsideFailure;

/**
 * Runs one program and waits for its end. Its output, its time and its environment are bounded by the {@link Invocation}; when
 * a limit is hit, the sink fails, or the waiting thread is interrupted, the program is killed with all its children.
 *
 * <p>A program that cannot be started is an {@link OutsideFailure}; every ending of one that was started is a value.
 */
public final class ProcessRunner {
    private static final File NOTHING = new File("/dev/null");

    /** Standard output and standard error go to one sink, in the order in which they were written. */
    public Ending run(Invocation invocation, Sink sink) throws OutsideFailure, InterruptedException {
        var process = start(invocation, true);
        return new Watch(process, invocation, List.of(new Watch.Pipe(process.getInputStream(), sink))).await();
    }

    /** Keeps what the program writes in memory. */
    public Captured capture(Invocation invocation) throws OutsideFailure, InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var process = start(invocation, false);
        var ending = new Watch(
                        process,
                        invocation,
                        List.of(
                                new Watch.Pipe(process.getInputStream(), out::write),
                                new Watch.Pipe(process.getErrorStream(), err::write)))
                .await();
        return new Captured(invocation.argv().getFirst(), ending, out.toByteArray(), err.toByteArray());
    }

    private static Process start(Invocation invocation, boolean merged) throws OutsideFailure {
        var builder = new ProcessBuilder(invocation.argv())
                .redirectErrorStream(merged)
                .redirectInput(
                        invocation.input().map(java.nio.file.Path::toFile).orElse(NOTHING));
        invocation.workdir().ifPresent(folder -> builder.directory(folder.toFile()));
        builder.environment().clear();
        builder.environment().putAll(invocation.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new OutsideFailure("cannot start " + invocation.argv().getFirst() + ": " + e.getMessage(), false, e);
        }
    }
}
