package penstock.app.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that goes on beside a factory, each piece on a virtual thread of its own, until this is closed. Work that ends by a failure that
 * nobody expected is begun again after a while.
 */
public final class Beside implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

    private final Duration rest;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Failed> failed = new ConcurrentSkipListMap<>();

    public Beside() {
        this(Duration.ofMinutes(1));
    }

    /** @param rest how long to wait before work that failed is begun again */
    Beside(Duration rest) {
        this.rest = rest;
    }

    private record Failed(int times, String last) {}

    /** Goes on until it is interrupted. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    public synchronized void start(String name, Work work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            CountDownLatch never = new CountDownLatch(1);
            try {
                while (!ended(name, work)) {
                    never.await(rest.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException _) {
                // It was closed.
                Thread.currentThread().interrupt();
            }
        }));
    }

    private boolean ended(String name, Work work) throws InterruptedException {
        try {
            work.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.error("{} ended unexpectedly, and is begun again in {} seconds", name, rest.toSeconds(), e);
            failed.merge(name, new Failed(1, e.toString()), (before, now) -> new Failed(before.times + 1, now.last));
            return false;
        }
    }

    /** What ended unexpectedly since the start and was begun again, a line each. */
    public List<String> failures() {
        return failed.entrySet().stream()
                .map(one -> "%s ended unexpectedly and was begun again, times since the start: %d, last by %s"
                        .formatted(one.getKey(), one.getValue().times, one.getValue().last))
                .toList();
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
