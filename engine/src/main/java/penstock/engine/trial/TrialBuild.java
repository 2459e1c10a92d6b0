package penstock.engine.trial;

import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Verdict;

/** A build that was tried out; its id leads to its log. */
public record TrialBuild(BuildRequest request, BuildOutcome outcome) {
    public Verdict verdict() {
        return outcome.verdict();
    }
}
