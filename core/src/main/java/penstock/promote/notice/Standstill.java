package penstock.promote.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Rule;

/**
 * Since when a label with an alarm was not promoted, and what people were told of that. A rollback is no promotion: it leaves the time as it was.
 *
 * @param scope of the rule; when that is another one, all is begun anew
 * @param since by component when it was last promoted, or first looked at if it never was; of a label that moves as one, and in a line
 *     without components, under the empty name alone
 * @param told the components that people were told of and that have not moved since
 * @param thread what the mails of this standstill have in common; empty when nobody was told
 */
public record Standstill(
        String line,
        String label,
        Rule.Scope scope,
        SortedMap<String, Instant> since,
        SortedSet<String> told,
        String thread) {
    private static final String WHOLE = "";

    public Standstill {
        since = new TreeMap<>(since);
        told = new TreeSet<>(told);
    }

    /** A promotion that was carried out. */
    public record Moved(Promotion promotion, Instant at) {}

    /** @param ledger of the label, newest first */
    public static Standstill begin(String line, Rule rule, List<Moved> ledger, Instant now) {
        Standstill made =
                new Standstill(line, rule.label(), rule.source().scope(), new TreeMap<>(), new TreeSet<>(), "");
        for (Moved moved : ledger.reversed()) {
            made = made.after(moved);
        }
        return made.since().isEmpty() ? made.watching(Set.of(WHOLE), now) : made;
    }

    /** Whether it is kept for what the rule is now. */
    public boolean isOf(Rule rule) {
        return label.equals(rule.label()) && scope == rule.source().scope();
    }

    /** What a promotion is about, in the names that are used here. */
    private SortedSet<String> components(Promotion promotion) {
        if (promotion.kind() == Promotion.Kind.ROLLBACK) {
            return new TreeSet<>();
        }
        return scope == Rule.Scope.LINE
                ? new TreeSet<>(Set.of(WHOLE))
                : promotion.parts().stream().map(SnapshotRef::component).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that people know not to move, and that this promotion moved. */
    public SortedSet<String> ended(Promotion promotion) {
        SortedSet<String> ended = components(promotion);
        ended.retainAll(told);
        return ended;
    }

    /** What is known once it was carried out. */
    public Standstill after(Moved moved) {
        SortedMap<String, Instant> later = new TreeMap<>(since);
        SortedSet<String> still = new TreeSet<>(told);
        components(moved.promotion()).forEach(component -> {
            later.put(component, moved.at());
            still.remove(component);
        });
        return new Standstill(line, label, scope, named(later), still, still.isEmpty() ? "" : thread);
    }

    /** With components that are there and were never promoted; their time begins now. */
    public Standstill watching(Collection<String> components, Instant now) {
        SortedMap<String, Instant> more = new TreeMap<>(since);
        (scope == Rule.Scope.LINE ? Set.of(WHOLE) : components).forEach(component -> more.putIfAbsent(component, now));
        return new Standstill(line, label, scope, named(more), told, thread);
    }

    /** The empty name stands for all only as long as no component is known. */
    private static SortedMap<String, Instant> named(SortedMap<String, Instant> since) {
        SortedMap<String, Instant> named = new TreeMap<>(since);
        if (named.size() > 1) {
            named.remove(WHOLE);
        }
        return named;
    }

    /** What people are to be told of now. */
    public SortedSet<String> overdue(Duration alarm, Instant now) {
        return since.entrySet().stream()
                .filter(one -> !told.contains(one.getKey())
                        && !one.getValue().plus(alarm).isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** People know of these from now on. */
    public Standstill telling(Collection<String> components, Supplier<String> threads) {
        SortedSet<String> more = new TreeSet<>(told);
        more.addAll(components);
        return new Standstill(line, label, scope, since, more, thread.isEmpty() ? threads.get() : thread);
    }
}
