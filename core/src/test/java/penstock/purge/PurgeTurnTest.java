package penstock.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurgeTurnTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration EVERY = Duration.ofDays(1);

    /** Hours since the last look by both clocks, when the next purge was due, and when the one after this look is. */
    @ParameterizedTest
    @CsvSource({
        "0.2, 0.2, 1, false, 1",
        "1, 1, 1, true, 25",
        "30, 30, 1, true, 54",
        "1.9, 1, 2, false, 2",
        "2, 1, 1, false, 26",
        "9000, 0.2, 1, false, 9024",
        "-5, 0.2, 19, false, 19",
        "-5, 0.2, 20, true, 19",
        "-9000, 0.2, 1, true, -8976",
    })
    void a_wall_clock_that_may_be_wrong(double wall, double machine, int due, boolean isDue, int next) {
        PurgeTurn turn = new PurgeTurn(NOON.plus(Duration.ofHours(due)), NOON, Duration.ZERO);
        Instant now = NOON.plusSeconds(Math.round(wall * 3600));
        Duration ofMachine = Duration.ofSeconds(Math.round(machine * 3600));
        assertThat(turn.isDue(now, ofMachine, EVERY)).isEqualTo(isDue);
        assertThat(turn.looked(now, ofMachine, EVERY))
                .isEqualTo(new PurgeTurn(NOON.plus(Duration.ofHours(next)), now, ofMachine));
    }

    @Test
    void what_stays_ahead_for_a_whole_interval_is_believed() {
        PurgeTurn turn = new PurgeTurn(NOON, NOON, Duration.ZERO);
        Instant ahead = NOON.plus(Duration.ofDays(400));
        turn = turn.looked(ahead, Duration.ofMinutes(10), EVERY);
        assertThat(turn.isDue(ahead.plus(Duration.ofHours(23)), Duration.ofHours(23), EVERY))
                .isFalse();
        assertThat(turn.isDue(ahead.plus(EVERY), EVERY.plusMinutes(10), EVERY)).isTrue();
    }
}
