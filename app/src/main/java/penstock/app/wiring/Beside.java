package penstock.app.wiring;

import java.util.ArrayList;
import java.util.List;

/** Work that goes on beside a factory, each piece on a virtual thread of its own, until this is closed. */
public final class Beside implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();

    /** Goes on until it is interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    public synchronized void start(String name, Work work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException _) {
                // It was closed.
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Ends all of it; what was begun and not written is begun again by the next owner. */
    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
