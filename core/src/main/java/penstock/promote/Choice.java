package penstock.promote;

import java.util.List;
import java.util.Optional;

/**
 * Which of a label's candidates it goes to: the newest that may be promoted. A newer one that waits or is refused holds up nobody.
 *
 * @param decided each candidate with its decision, newest first
 */
public record Choice(List<Decided> decided) {
    public Choice {
        decided = List.copyOf(decided);
    }

    /** A decision with what it was made of. */
    public record Decided(Inputs inputs, Decision decision) {}

    /** @param candidates newest first, none older than what the label shows now */
    public static Choice of(List<Inputs> candidates) {
        return new Choice(candidates.stream()
                .map(inputs -> new Decided(inputs, Decisions.decide(inputs)))
                .toList());
    }

    /** What the label is to be promoted to; empty when nothing may be. */
    public Optional<Decided> promoted() {
        return decided.stream()
                .filter(one -> one.decision().outcome() == Decision.Outcome.PROMOTE)
                .findFirst();
    }
}
