package penstock.engine.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import penstock.engine.promote.EvidenceBook;
import penstock.engine.promote.PromotionBook;
import penstock.line.Change;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Evidence;
import penstock.promote.Prerequisites;
import penstock.promote.Rule;

/** What one line's labels were, their evidence and what was decided, in memory: kept by the changes of the line's steps. */
public final class MemoryPromotionBook implements PromotionBook, EvidenceBook {
    private final String line;
    private final Map<String, SnapshotRef> snapshots = new LinkedHashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Entry> ledger = new ArrayList<>();
    private final Map<String, Stored> decisions = new LinkedHashMap<>();
    private final Map<String, Evidence> evidence = new LinkedHashMap<>();

    private record Move(String component, String label, String directory, Instant at, Optional<String> aggregate) {}

    public MemoryPromotionBook(String line) {
        this.line = line;
    }

    /** Takes over a change of the line's state. */
    public synchronized void apply(Instant at, Change change) {
        switch (change) {
            case Change.SnapshotPublished(SnapshotRef ref) -> snapshots.put(ref.directory(), ref);
            case Change.LabelChanged label ->
                label.state()
                        .at()
                        .filter(ref -> !ref.directory()
                                .equals(directory(label.component(), label.label())
                                        .orElse("")))
                        .ifPresent(ref -> moves.add(
                                new Move(label.component(), label.label(), ref.directory(), at, label.aggregate())));
            case Change.Promoted(Promotion promotion, Optional<String> aggregate) ->
                ledger.addFirst(new Entry(
                        promotion,
                        at,
                        promotion.parts().stream()
                                .map(part -> directory(part.component(), promotion.label())
                                        .orElse(""))
                                .toList(),
                        aggregate));
            default -> {}
        }
    }

    /** A snapshot that is not there any more. */
    public synchronized void purge(String directory) {
        snapshots.remove(directory);
    }

    private Optional<String> directory(String component, String label) {
        return moves.stream()
                .filter(move ->
                        move.component().equals(component) && move.label().equals(label))
                .map(Move::directory)
                .reduce((_, later) -> later);
    }

    @Override
    public synchronized Optional<SnapshotRef> snapshot(String line, String directory) {
        return Optional.ofNullable(snapshots.get(directory));
    }

    @Override
    public synchronized List<SnapshotRef> shown(String line, String label) {
        return after(label, moves.size()).values().stream()
                .flatMap(directory -> snapshot(line, directory).stream())
                .toList();
    }

    /** Where a label was in each component after so many moves. */
    private SortedMap<String, String> after(String label, int count) {
        SortedMap<String, String> shown = new TreeMap<>();
        moves.subList(0, count).stream()
                .filter(move -> move.label().equals(label))
                .forEach(move -> shown.put(move.component(), move.directory()));
        return shown;
    }

    private Candidate together(int index) {
        Move move = moves.get(index);
        List<Candidate.Part> parts = after(move.label(), index + 1).entrySet().stream()
                .map(part -> new Candidate.Part(part.getKey(), part.getValue()))
                .toList();
        return new Candidate(move.aggregate().orElseThrow(), parts, move.at());
    }

    @Override
    public synchronized Optional<Candidate> aggregate(String line, String hash) {
        for (int i = moves.size() - 1; i >= 0; i--) {
            if (moves.get(i).aggregate().filter(hash::equals).isPresent()) {
                return Optional.of(together(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized List<List<Candidate>> candidates(String line, Rule rule, Instant now, int limit) {
        SortedMap<String, String> components = after(rule.source().label(), moves.size());
        Prerequisites needed = Prerequisites.of(rule, now);
        if (rule.source().scope() == Rule.Scope.LINE && !components.containsKey("")) {
            return List.of(some(together(rule), needed, limit));
        }
        return components.keySet().stream()
                .map(component -> some(of(rule, component), needed, limit))
                .toList();
    }

    /** @param all newest first, one a move */
    private List<Candidate> some(List<Candidate> all, Prerequisites needed, int limit) {
        List<Candidate> older = all.subList(Math.min(limit, all.size()), all.size());
        Map<String, Candidate> found = new LinkedHashMap<>();
        Stream.concat(
                        all.stream().limit(limit),
                        older.stream()
                                .filter(one -> needed.hold(one.since(), of(line, List.of(one.subject()))))
                                .limit(limit))
                .forEach(one -> found.merge(
                        one.subject(),
                        one,
                        (later, earlier) -> new Candidate(later.subject(), later.parts(), earlier.since())));
        return List.copyOf(found.values());
    }

    /** What a label was rolled back from or past, and when it last was. */
    private Map<String, Instant> withdrawn(String label) {
        List<Entry> all = ledger.reversed().stream()
                .filter(entry -> entry.promotion().label().equals(label))
                .toList();
        Map<String, Instant> withdrawn = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Entry back = all.get(i);
            if (back.promotion().kind() == Promotion.Kind.ROLLBACK) {
                for (int k = 0; k < back.previous().size(); k++) {
                    SnapshotRef to = back.promotion().parts().get(k);
                    if (!to.directory().equals(back.previous().get(k))) {
                        withdrawn.put(back.previous().get(k), back.at());
                        all.subList(0, i).reversed().stream()
                                .flatMap(entry -> entry.promotion().parts().stream())
                                .filter(part -> part.component().equals(to.component()))
                                .takeWhile(part -> !part.directory().equals(to.directory()))
                                .forEach(part -> withdrawn.put(part.directory(), back.at()));
                    }
                }
            }
        }
        return withdrawn;
    }

    private static boolean isIn(Candidate candidate, Map<String, Instant> withdrawn) {
        return candidate.parts().stream()
                .map(part -> withdrawn.getOrDefault(part.directory(), Instant.MIN))
                .allMatch(candidate.since()::isAfter);
    }

    private List<Candidate> of(Rule rule, String component) {
        long floor = ledger.stream()
                .filter(entry -> entry.promotion().label().equals(rule.label()))
                .flatMap(entry -> entry.promotion().parts().stream())
                .filter(part -> part.component().equals(component))
                .mapToLong(SnapshotRef::sequence)
                .max()
                .orElse(-1);
        Map<String, Instant> withdrawn = withdrawn(rule.source().label());
        return moves.reversed().stream()
                .filter(move -> move.label().equals(rule.source().label())
                        && move.component().equals(component)
                        && snapshots.containsKey(move.directory())
                        && snapshots.get(move.directory()).sequence() > floor)
                .map(move -> Candidate.of(new Candidate.Part(component, move.directory()), move.at()))
                .filter(candidate -> isIn(candidate, withdrawn))
                .toList();
    }

    private List<Candidate> together(Rule rule) {
        int floor = -1;
        for (int i = 0; i < moves.size(); i++) {
            Optional<String> hash = moves.get(i).aggregate();
            boolean promoted = ledger.stream()
                    .anyMatch(entry -> entry.promotion().label().equals(rule.label())
                            && hash.isPresent()
                            && entry.aggregate().equals(hash));
            floor = promoted && moves.get(i).label().equals(rule.source().label()) ? i : floor;
        }
        Map<String, Instant> withdrawn = withdrawn(rule.source().label());
        List<Candidate> found = new ArrayList<>();
        for (int i = moves.size() - 1; i > floor; i--) {
            Move move = moves.get(i);
            if (move.label().equals(rule.source().label()) && move.aggregate().isPresent()) {
                Candidate candidate = together(i);
                if (candidate.parts().stream().allMatch(part -> snapshots.containsKey(part.directory()))
                        && isIn(candidate, withdrawn)) {
                    found.add(candidate);
                }
            }
        }
        return found;
    }

    @Override
    public synchronized List<Entry> ledger(String line, Optional<String> label, Optional<String> before, int limit) {
        return ledger.stream()
                .filter(entry -> label.filter(name -> !entry.promotion().label().equals(name))
                        .isEmpty())
                .filter(entry -> before.filter(id -> entry.promotion().id().compareTo(id) >= 0)
                        .isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Entry> entry(String of, String id) {
        return ledger.stream()
                .filter(entry -> of.equals(line) && entry.promotion().id().equals(id))
                .findFirst();
    }

    @Override
    public synchronized void decided(String line, List<Stored> made) {
        made.forEach(one -> decisions.putIfAbsent(one.id(), one));
    }

    @Override
    public synchronized List<Stored> decisions(String line, String label, List<String> subjects) {
        return subjects.stream()
                .flatMap(subject -> decisions.values().stream()
                        .filter(one -> one.inputs().rule().label().equals(label)
                                && one.inputs().candidate().subject().equals(subject))
                        .max(Comparator.comparing(Stored::id))
                        .stream())
                .toList();
    }

    @Override
    public synchronized Optional<Stored> decision(String line, String id) {
        return Optional.ofNullable(decisions.get(id));
    }

    @Override
    public synchronized void add(String line, Collection<Evidence> more) {
        more.forEach(one -> evidence.putIfAbsent(one.id(), one));
    }

    @Override
    public synchronized List<Evidence> of(String of, Collection<String> subjects) {
        return evidence.values().stream()
                .filter(one -> of.equals(line) && subjects.contains(one.subject()))
                .sorted(Evidence.BY_TIME)
                .toList();
    }
}
