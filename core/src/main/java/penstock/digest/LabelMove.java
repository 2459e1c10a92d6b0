package penstock.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.line.Promotion;

/**
 * From where to where a week's promotions and rollbacks took a label in a component.
 *
 * @param component empty when the line has none
 * @param from where it was before the first of them; empty when that was nowhere
 * @param to where it was after the last
 * @param packages how many packages have another version there
 */
public record LabelMove(String label, String component, String from, String to, Steps steps, Packages packages) {
    /** @param last when the last of them was carried out */
    public record Steps(int promotions, int rollbacks, Instant last) {
        private Steps and(Step step) {
            boolean back = step.promotion().kind() == Promotion.Kind.ROLLBACK;
            return new Steps(promotions + (back ? 0 : 1), rollbacks + (back ? 1 : 0), step.at());
        }
    }

    /** @param more whether there are others, which were not counted */
    public record Packages(int differing, boolean more) {
        public static final Packages NONE = new Packages(0, false);
    }

    /**
     * An entry of the ledger.
     *
     * @param previous where the label was in each part's component
     */
    public record Step(Promotion promotion, Instant at, List<String> previous) {
        public Step {
            previous = List.copyOf(previous);
        }
    }

    /**
     * One for each label and component, by both.
     *
     * @param ledger in the order in which it was written
     */
    public static List<LabelMove> of(List<Step> ledger) {
        SortedMap<String, LabelMove> moves = new TreeMap<>();
        for (Step step : ledger) {
            Promotion promotion = step.promotion();
            for (int i = 0; i < promotion.parts().size(); i++) {
                String component = promotion.parts().get(i).component();
                String to = promotion.parts().get(i).directory();
                String from = i < step.previous().size() ? step.previous().get(i) : "";
                moves.merge(
                        promotion.label() + "\n" + component,
                        new LabelMove(
                                promotion.label(),
                                component,
                                from,
                                to,
                                new Steps(0, 0, step.at()).and(step),
                                Packages.NONE),
                        (before, _) -> new LabelMove(
                                before.label(),
                                component,
                                before.from(),
                                to,
                                before.steps().and(step),
                                Packages.NONE));
            }
        }
        return new ArrayList<>(moves.values());
    }

    /** With what was found to differ. */
    public LabelMove with(Packages found) {
        return new LabelMove(label, component, from, to, steps, found);
    }
}
