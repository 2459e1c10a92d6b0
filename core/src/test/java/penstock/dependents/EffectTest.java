package penstock.dependents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;

/** Only what the new build changed is its doing (issue 4, F). */
class EffectTest {
    private static final Ending GOOD = Ending.of(Verdict.SUCCESS);
    private static final Ending BAD =
            Ending.of(Verdict.failed(Step.CHECK, new Cause.TestFailures(List.of("test_a")), List.of()));
    private static final Ending UNKNOWN = new Ending.Unknown("the disk is full");

    @Test
    void bothSidesTogetherDecide() {
        assertThat(Effect.of(GOOD, BAD)).isEqualTo(Effect.NEWLY_BROKEN);
        assertThat(Effect.of(BAD, GOOD)).isEqualTo(Effect.NEWLY_FIXED);
        assertThat(Effect.of(GOOD, GOOD)).isEqualTo(Effect.PASSING);
        assertThat(Effect.of(BAD, BAD)).isEqualTo(Effect.FAILING);
    }

    @Test
    void whatIsNotKnownDecidesNothing() {
        for (Ending other : List.of(GOOD, BAD, UNKNOWN)) {
            assertThat(Effect.of(UNKNOWN, other)).isEqualTo(Effect.UNDECIDED);
            assertThat(Effect.of(other, UNKNOWN)).isEqualTo(Effect.UNDECIDED);
        }
    }

    @Test
    void aFailureThatMayPassIsNoVerdict() {
        Verdict lost = new Verdict(
                Verdict.Result.FAILED,
                Optional.of(Step.BUILD_REQUIRES),
                Optional.of(new Cause.Download("http://x/", "connection reset")),
                List.of(),
                true);
        assertThat(Ending.of(lost)).isEqualTo(new Ending.Unknown("can't download http://x/: connection reset"));
    }

    @Test
    void whatPassesOrFailsWithBothIsOnlyCounted() {
        assertThat(java.util.Arrays.stream(Effect.values()).filter(Effect::isShown))
                .containsExactly(Effect.NEWLY_BROKEN, Effect.NEWLY_FIXED, Effect.UNDECIDED);
    }
}
