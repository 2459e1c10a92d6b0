package penstock.dependents;

import java.util.Optional;
import penstock.build.CauseText;
import penstock.build.Verdict;

/** How the build of a dependent ended, as far as that says something about what it depends on. */
public sealed interface Ending {
    /** It ended in a verdict that a further try would not change. */
    record Judged(Verdict verdict) implements Ending {}

    /** Nothing is known: something outside of the package failed. {@code why} is for people. */
    record Unknown(String why) implements Ending {}

    /** A failure that may pass by itself says nothing. */
    static Ending of(Verdict verdict) {
        return verdict.retryable()
                ? new Unknown(
                        verdict.cause().map(CauseText::of).orElse("it failed, and may succeed when it is tried again"))
                : new Judged(verdict);
    }

    /** Whether it was built and can be installed; empty when nothing is known. */
    default Optional<Boolean> passes() {
        return switch (this) {
            case Judged(Verdict verdict) -> Optional.of(verdict.succeeded());
            case Unknown _ -> Optional.empty();
        };
    }
}
