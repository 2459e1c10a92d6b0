package penstock.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** B3: bounded concurrency for each host. */
class HostsTest {
    private static final int PER_HOST = 3;

    @Test
    void soManyCallsAtOneTimeGoToAHostAndNoneWaitsForAnother() throws Exception {
        Hosts hosts = new Hosts(PER_HOST);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(PER_HOST);
        CountDownLatch otherAnswered = new CountDownLatch(1);
        List<Future<Boolean>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                calls.add(threads.submit(() -> hosts.at("busy.example.org", () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    full.countDown();
                    boolean answered = await(otherAnswered);
                    now.decrementAndGet();
                    return answered;
                })));
            }
            assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
            // All of the busy host's calls are held until this one is through.
            hosts.at("other.example.org", () -> {
                otherAnswered.countDown();
                return true;
            });
            for (Future<Boolean> call : calls) {
                assertThat(call.get()).isTrue();
            }
        }
        assertThat(most).hasValue(PER_HOST);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
