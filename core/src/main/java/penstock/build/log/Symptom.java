package penstock.build.log;

import java.util.List;
import java.util.Optional;
import penstock.build.Cause;
import penstock.build.Verdict.LogLine;

/** Watches the lines of one step, in order, for one kind of cause. Keeps a bounded number of them. */
interface Symptom {
    /** How many lines a symptom keeps as evidence, and names in a cause, at most. */
    int LIMIT = 20;

    void line(LogLine line);

    /** What the lines so far show; empty when this cause is not among them. */
    Optional<Found> found();

    record Found(Cause cause, List<LogLine> evidence) {
        public Found {
            evidence = List.copyOf(evidence);
        }

        static Optional<Found> of(Cause cause, LogLine... evidence) {
            return Optional.of(new Found(cause, List.of(evidence)));
        }
    }
}
