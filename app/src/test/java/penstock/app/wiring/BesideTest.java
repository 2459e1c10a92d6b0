package penstock.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What goes on beside a factory goes on after a failure. */
class BesideTest {
    @Test
    void workThatFailsIsBegunAgainAndShown() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (Beside beside = new Beside(Duration.ofMillis(1))) {
            beside.start("well", never::await);
            beside.start("notices", () -> {
                if (begun.incrementAndGet() <= 2) {
                    throw new IllegalStateException("attempt " + begun.get());
                }
                third.countDown();
                never.await();
            });
            assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(beside.failures())
                    .containsExactly("notices ended unexpectedly and was begun again, times since the start: 2, last by"
                            + " java.lang.IllegalStateException: attempt 2");
        }
        assertThat(begun).as("closing it begins nothing again").hasValue(3);
    }

    @Test
    void aWaitAfterAFailureEndsWhenItIsClosed() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Beside beside = new Beside(Duration.ofDays(1));
        beside.start("notices", () -> {
            ran.countDown();
            throw new IllegalStateException("once");
        });
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        beside.close();
        assertThat(beside.failures()).hasSize(1);
    }
}
