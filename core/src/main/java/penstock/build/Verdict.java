package penstock.build;

import java.util.List;
import java.util.Optional;

/**
 * What a build ended in.
 *
 * @param result success or failure
 * @param step the failing step; empty for a success
 * @param cause why; empty for a success
 * @param evidence the lines of the log that show it; of a success, what it warns of
 * @param retryable whether a transient failure was recognised, so that the same build may be tried again
 */
public record Verdict(
        Result result, Optional<Step> step, Optional<Cause> cause, List<LogLine> evidence, boolean retryable) {
    public static final Verdict SUCCESS =
            new Verdict(Result.SUCCESS, Optional.empty(), Optional.empty(), List.of(), false);

    public Verdict {
        evidence = List.copyOf(evidence);
    }

    public enum Result {
        SUCCESS,
        FAILED
    }

    /** A line of the log; {@code number} counts from 1. */
    public record LogLine(int number, String text) {}

    /** @param warnings lines of the log that whoever uses what was built should know */
    public static Verdict success(List<LogLine> warnings) {
        return new Verdict(Result.SUCCESS, Optional.empty(), Optional.empty(), warnings, false);
    }

    public static Verdict failed(Step step, Cause cause, List<LogLine> evidence) {
        return new Verdict(Result.FAILED, Optional.of(step), Optional.of(cause), evidence, false);
    }

    public boolean succeeded() {
        return result == Result.SUCCESS;
    }
}
