package penstock.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B3: an interval that adapts. */
class WatchIntervalTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final WatchInterval INTERVAL = new WatchInterval(Duration.ofSeconds(30), Duration.ofMinutes(15));

    private static Duration next(Duration quiet, int failures, double jitter) {
        return INTERVAL.next(new Sighting("u", new TreeMap<>(), NOW.minus(quiet), failures), NOW, jitter);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,   0, PT30S",
        "PT10M,  0, PT30S",
        "PT24M,  0, PT1M",
        "PT2H,   0, PT5M",
        "PT6H,   0, PT15M",
        "PT720H, 0, PT15M",
        "PT0S,   1, PT1M",
        "PT0S,   3, PT4M",
        "PT720H, 1, PT1M",
        "PT0S,   5, PT15M",
        "PT0S,   1000000, PT15M",
        "PT-5M,  0, PT30S",
    })
    void quietAndFailingRepositoriesAreLookedAtLessOften(Duration quiet, int failures, Duration expected) {
        assertThat(next(quiet, failures, 0.5)).isEqualTo(expected);
    }

    @Test
    void whateverHappensTheIntervalStaysWithinItsBoundsAndATenth() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Duration next =
                    next(Duration.ofSeconds(random.nextInt(10_000_000)), random.nextInt(60), random.nextDouble());
            assertThat(next).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(990));
        }
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new WatchInterval(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WatchInterval(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
