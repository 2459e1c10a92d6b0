package penstock.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.engine.promote.ScenarioJobs;
import penstock.engine.scenario.ScenarioOutcome;

/** B2: evidence of a scenario leads to what was kept of it. */
class TestingTest {
    private static ScenarioJobs.Outcome told(Optional<String> failure) {
        ScenarioOutcome outcome = new ScenarioOutcome(
                "0199",
                new ScenarioOutcome.Named("pond", ""),
                new ScenarioOutcome.Subject("el9s-mill", "aa/aa/a", "aa/aa/a", "d".repeat(64)),
                failure,
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
        return Testing.told(outcome, Path.of("/srv/penstock/scenarios/0199"));
    }

    @Test
    void failuresAndSuccessesSayWhereTheyAreKept() {
        assertThat(told(Optional.empty())).isEqualTo(new ScenarioJobs.Outcome(true, "kept in 0199"));
        assertThat(told(Optional.of("port: 80: nobody listens")))
                .isEqualTo(new ScenarioJobs.Outcome(false, "port: 80: nobody listens (kept in 0199)"));
    }
}
