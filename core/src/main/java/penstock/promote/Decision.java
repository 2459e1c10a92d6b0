package penstock.promote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a label may go to a candidate, and why not.
 *
 * @param findings one a criterion, then one for the time that it must have been there where that is not over
 * @param again when time alone may change the decision; empty when only new evidence can
 */
public record Decision(Outcome outcome, List<Finding> findings, Optional<Instant> again) {
    public Decision {
        findings = List.copyOf(findings);
    }

    /** What is done. */
    public enum Outcome {
        PROMOTE,
        /** Something is missing, which is no failure. */
        WAIT,
        /** A job failed, and by its policy need not be tried again. */
        REFUSE
    }

    /** How a criterion stands, best first. */
    public enum Standing {
        PASSED,
        WAIVED,
        RUNNING,
        /** Some runs are known, and more are needed. */
        AGAIN,
        /** Nothing is known, or nothing that is fresh enough. */
        MISSING,
        FAILED;

        /** Whether a candidate may go on so. */
        public boolean holds() {
            return this == PASSED || this == WAIVED;
        }
    }

    /**
     * @param what the criterion
     * @param jobs that were looked at, or are to be run; the first is the one that says how the criterion stands
     * @param since from when it stands so
     * @param words how it stands
     * @param help what would change that; empty when it holds
     */
    public record Finding(String what, List<String> jobs, Standing standing, Instant since, String words, String help) {
        public Finding {
            jobs = List.copyOf(jobs);
        }
    }

    /** The findings that keep the label from moving. */
    public List<Finding> open() {
        return findings.stream().filter(finding -> !finding.standing().holds()).toList();
    }
}
