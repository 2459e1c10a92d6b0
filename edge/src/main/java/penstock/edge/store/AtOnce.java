package penstock.edge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do independent file work at the same time. */
final class AtOnce implements AutoCloseable {
    private final ExecutorService threads;

    AtOnce(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
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
                one.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
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
