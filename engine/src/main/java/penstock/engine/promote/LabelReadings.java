package penstock.engine.promote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;
import penstock.promote.Choice;
import penstock.promote.Evidence;
import penstock.promote.Rule;

/** How labels stand, for commands and pages, whoever owns the data folder. Changes nothing. */
public final class LabelReadings {
    private static final int LATELY = 200;

    private final PromotionBook book;
    private final RulesBook rules;
    private final EvidenceBook evidence;
    private final Standings standings;

    public LabelReadings(PromotionBook book, RulesBook rules, EvidenceBook evidence, Standings standings) {
        this.book = book;
        this.evidence = evidence;
        this.rules = rules;
        this.standings = standings;
    }

    /**
     * A label as it stands.
     *
     * @param rule by which it moves; empty when it is promoted by hand alone
     * @param shown where it is, by component
     * @param last its newest promotion
     * @param choices the candidates of each component, or of all together, newest first
     */
    public record Standing(
            String line,
            String label,
            Optional<Rule> rule,
            List<SnapshotRef> shown,
            Optional<PromotionBook.Entry> last,
            List<Choice> choices) {
        public Standing {
            shown = List.copyOf(shown);
            choices = List.copyOf(choices);
        }

        /** Whether nothing is known of such a label. */
        public boolean isUnknown() {
            return rule.isEmpty() && shown.isEmpty() && last.isEmpty();
        }
    }

    public Standing standing(String line, String label) throws OutsideFailure {
        Optional<Rule> rule =
                rules(line).stream().filter(one -> one.label().equals(label)).findFirst();
        return new Standing(
                line,
                label,
                rule,
                book.shown(line, label),
                ledger(line, Optional.of(label), 1).stream().findFirst(),
                rule.isPresent() ? standings.of(line, rule.orElseThrow()) : List.of());
    }

    /** The rules in force that are for a line. */
    public List<Rule> rules(String line) throws OutsideFailure {
        return rules.newest().map(kept -> kept.text().read().rules()).orElse(List.of()).stream()
                .filter(rule -> rule.isFor(line))
                .toList();
    }

    /** Labels of a line that have a rule, or were promoted lately, by name. */
    public List<String> labels(String line) throws OutsideFailure {
        TreeSet<String> labels = new TreeSet<>();
        rules(line).forEach(rule -> labels.add(rule.label()));
        ledger(line, Optional.empty(), LATELY)
                .forEach(entry -> labels.add(entry.promotion().label()));
        return new ArrayList<>(labels);
    }

    private List<PromotionBook.Entry> ledger(String line, Optional<String> label, int limit) throws OutsideFailure {
        return book.ledger(line, label, Optional.empty(), limit);
    }

    /** The ledger, newest first; as {@link PromotionBook#ledger}. */
    public List<PromotionBook.Entry> ledger(String line, Optional<String> label, Optional<String> before, int limit)
            throws OutsideFailure {
        return book.ledger(line, label, before, limit);
    }

    /**
     * The evidence of some subjects, what was recorded last first. Costs all evidence of them.
     *
     * @param before the id of one; only those recorded before are given
     */
    public List<Evidence> evidence(String line, List<String> subjects, Optional<String> before, int limit)
            throws OutsideFailure {
        return evidence.of(line, subjects).stream()
                .filter(one -> before.filter(id -> one.id().compareTo(id) >= 0).isEmpty())
                .sorted(Comparator.comparing(Evidence::id).reversed())
                .limit(limit)
                .toList();
    }

    /** What people found out about some subjects, what was recorded last first. */
    public List<Evidence> tried(String line, List<String> subjects, int limit) throws OutsideFailure {
        return evidence.of(line, subjects).stream()
                .filter(one -> one.source().origin() == Evidence.Origin.PERSON)
                .sorted(Comparator.comparing(Evidence::id).reversed())
                .limit(limit)
                .toList();
    }

    /** A decision that was made, with all that it was made of. */
    public Optional<PromotionBook.Stored> decision(String line, String id) throws OutsideFailure {
        return book.decision(line, id);
    }
}
