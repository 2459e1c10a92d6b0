package penstock.edge.rpm;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** A root that is opened, and later closed, by threads of its own: the kernel's work on mounts goes on beside the build's. */
final class Opening implements AutoCloseable {
    private final FutureTask<Sandbox.Root> opened;
    private final Thread opener;
    private final FutureTask<@Nullable Void> closed = new FutureTask<>(this::end);
    private @Nullable Thread closer;

    private Opening(Callable<Sandbox.Root> open) {
        this.opened = new FutureTask<>(open);
        this.opener = Thread.ofVirtual().name("root-opening").start(opened);
    }

    /** Starts to open a root; what goes wrong is told by {@link #root}. */
    static Opening start(Callable<Sandbox.Root> open) {
        return new Opening(open);
    }

    /** What is done in a new root before it is used. */
    interface Step {
        void run() throws OutsideFailure, InterruptedException;
    }

    /** The root with the step done; else it is closed. */
    static Sandbox.Root made(Sandbox.Root root, Step step) throws OutsideFailure, InterruptedException {
        try {
            step.run();
            return root;
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            root.close();
            throw e;
        }
    }

    /** Waits until the root is open. */
    Sandbox.Root root() throws OutsideFailure, InterruptedException {
        try {
            return opened.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Closes all of them at the same time; the first failure is thrown when all have ended. */
    static void closeAll(Collection<Opening> some) throws OutsideFailure {
        some.forEach(Opening::startClosing);
        OutsideFailure first = null;
        for (var one : some) {
            try {
                one.close();
            } catch (OutsideFailure e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Starts to close the root; {@link #close} waits for the end of that. */
    synchronized void startClosing() {
        if (closer == null) {
            opener.interrupt();
            closer = Thread.ofVirtual().name("root-closing").start(closed);
        }
    }

    /** Returns when nothing of the root is left, also when this thread is interrupted meanwhile. */
    @Override
    public void close() throws OutsideFailure {
        startClosing();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    closed.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable Void end() throws OutsideFailure, InterruptedException {
        opener.join();
        if (opened.state() == java.util.concurrent.Future.State.SUCCESS) {
            opened.resultNow().close();
        }
        return null;
    }

    private static OutsideFailure failure(ExecutionException e) {
        return switch (e.getCause()) {
            case OutsideFailure failure ->
                new OutsideFailure(String.valueOf(failure.getMessage()), failure.retryable(), failure);
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
        };
    }
}
