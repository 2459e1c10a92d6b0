package penstock.edge.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;

/** Waits for one started program: one reader per pipe, the deadline here. The first reason to kill it wins. */
final class Watch {
    /** How long a pipe is still read after the program's end: a child that it left behind may hold it open for ever. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Process process;
    private final Invocation invocation;
    private final List<Pipe> pipes;
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<@Nullable Ending> cut = new AtomicReference<>();
    private final AtomicReference<@Nullable OutsideFailure> failure = new AtomicReference<>();
    private volatile boolean over;

    record Pipe(InputStream from, Sink to) {}

    Watch(Process process, Invocation invocation, List<Pipe> pipes) {
        this.process = process;
        this.invocation = invocation;
        this.pipes = pipes;
    }

    Ending await() throws OutsideFailure, InterruptedException {
        var readers = new ArrayList<Thread>();
        try {
            for (var pipe : pipes) {
                readers.add(Thread.startVirtualThread(() -> read(pipe)));
            }
            if (!process.waitFor(invocation.time().toNanos(), TimeUnit.NANOSECONDS)) {
                end(new Ending.TimedOut(invocation.time()));
                process.waitFor(5, TimeUnit.SECONDS);
            }
            for (var reader : readers) {
                reader.join(DRAIN);
            }
        } finally {
            if (process.isAlive()) {
                Tree.kill(process.toHandle());
            }
            synchronized (this) {
                over = true;
            }
        }
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        var reason = cut.get();
        return reason == null ? new Ending.Exited(process.exitValue()) : reason;
    }

    private void read(Pipe pipe) {
        var buffer = new byte[16 * 1024];
        try (var from = pipe.from()) {
            int read;
            while ((read = from.read(buffer)) >= 0) {
                if (!pass(pipe.to(), buffer, read)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The pipe of a killed program closes under the reader; of one that lives this is a failure.
            if (cut.get() == null && process.isAlive()) {
                fail(new OutsideFailure(
                        "reading the output of " + invocation.argv().getFirst(), true, e));
            }
        } catch (RuntimeException e) {
            fail(new OutsideFailure("taking the output of " + invocation.argv().getFirst(), false, e));
        }
    }

    /** Whether to go on reading. */
    private boolean pass(Sink sink, byte[] buffer, int read) {
        long before = written.getAndAdd(read);
        long room = Math.clamp(invocation.outputBytes() - before, 0, read);
        synchronized (this) {
            if (over || failure.get() != null) {
                return false;
            }
            try {
                if (room > 0) {
                    sink.write(buffer, 0, (int) room);
                }
            } catch (OutsideFailure e) {
                fail(e);
                return false;
            }
        }
        if (room < read) {
            end(new Ending.OutputOver(invocation.outputBytes()));
            return false;
        }
        return true;
    }

    private void fail(OutsideFailure e) {
        failure.compareAndSet(null, e);
        Tree.kill(process.toHandle());
    }

    private void end(Ending reason) {
        cut.compareAndSet(null, reason);
        Tree.kill(process.toHandle());
    }
}
