package penstock.edge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.engine.port.OutsideFailure;

/** Does independent file work at the same time, on threads that cost little to begin: one publication asks for some thirty. */
final class AtOnce implements AutoCloseable {
    private final ExecutorService threads;

    AtOnce(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory());
    }

    interface Task {
        void run() throws IOException;
    }

    /** Ends when all have ended, or throws what the first of them threw that failed. */
    void run(List<Task> tasks) throws IOException {
        await(start(tasks));
    }

    /** For {@link #await}. */
    List<Future<?>> start(List<Task> tasks) {
        List<Future<?>> running = new ArrayList<>();
        for (Task task : tasks) {
            running.add(threads.submit(() -> {
                task.run();
                return task;
            }));
        }
        return running;
    }

    void await(List<Future<?>> running) throws IOException {
        try {
            for (Future<?> one : running) {
                result(one);
            }
        } catch (OutsideFailure neverThrown) {
            throw new IllegalStateException(neverThrown);
        }
    }

    /** Work that needs more than files. */
    <T> Future<T> begin(Callable<T> work) {
        return threads.submit(work);
    }

    /** What work came to, or what it threw. */
    static <T> T result(Future<T> work) throws IOException, OutsideFailure {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException failure -> throw failure;
                case OutsideFailure failure -> throw failure;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
