package penstock.promote;

import java.time.Instant;
import java.util.List;

/**
 * All that a decision depends on.
 *
 * @param evidence of the candidate alone, in any order
 * @param now the time of the decision
 */
public record Inputs(Rule rule, Candidate candidate, List<Evidence> evidence, Instant now) {
    public Inputs {
        evidence = List.copyOf(evidence);
    }
}
