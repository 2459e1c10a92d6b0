package penstock.build;

import java.util.List;
import java.util.Optional;

/**
 * What a build ended in.
 *
 * @param result success or failure
 * @param step the failing step; empty for a success
 * @param cause why; empty for a success
 * @param evidence the lines of the log that show it
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

    public static Verdict failed(Step step, Cause cause, List<LogLine> evidence) {
        return new Verdict(Result.FAILED, Optional.of(step), Optional.of(cause), evidence, false);
    }

    public boolean succeeded() {
        return result == Result.SUCCESS;
    }
}
