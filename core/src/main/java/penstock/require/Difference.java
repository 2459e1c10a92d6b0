package penstock.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import penstock.require.RequirementChange.Detail;
import penstock.require.RequirementChange.Kind;

/**
 * What changed in meaning between two trees' declarations. Order, letter case, {@code _-.} in names, spaces, comments, and in which
 * file it stands, don't count.
 *
 * <p>A name may be declared several times, each time with another marker. Equal declarations are taken off first; then those with the
 * same marker are compared, as they are the same one with another bound; then, of what is left, one by one in their order; what has no
 * partner was added or removed. What was removed from one use and added to another has moved.
 */
public final class Difference {
    private static final Comparator<RequirementChange> ORDER = Comparator.comparing(
                    (RequirementChange change) -> change.subject().ecosystem())
            .thenComparing(RequirementChange::name)
            .thenComparing(change -> change.subject().use());

    /** More of one name and use are not compared one by one: nobody declares a name a hundred times. */
    private static final int MOST_PAIRS = 10_000;

    private final List<RequirementChange> changes = new ArrayList<>();

    private Difference() {}

    /** Sorted by ecosystem, name and use. */
    public static List<RequirementChange> between(Declarations before, Declarations after) {
        Difference difference = new Difference();
        Map<Subject, Pairing> subjects = new LinkedHashMap<>();
        group(before, subjects, true);
        group(after, subjects, false);
        List<Declared> removed = new ArrayList<>();
        Set<Declared> added = new LinkedHashSet<>();
        for (Pairing pairing : subjects.values()) {
            difference.match(pairing);
            removed.addAll(pairing.before());
            added.addAll(pairing.after());
        }
        difference.moves(removed, added);
        removed.forEach(one -> difference.changes.add(new RequirementChange(
                Optional.of(one), Optional.empty(), List.of(new Detail(Kind.REMOVED, written(one), "")))));
        added.forEach(one -> difference.changes.add(new RequirementChange(
                Optional.empty(), Optional.of(one), List.of(new Detail(Kind.ADDED, "", written(one))))));
        return difference.changes.stream().sorted(ORDER).toList();
    }

    /** What is compared with one another. */
    private record Subject(Ecosystem ecosystem, String name, Use use) {}

    /** What is not matched yet, of both sides. */
    private record Pairing(Set<Declared> before, Set<Declared> after) {}

    private static void group(Declarations declarations, Map<Subject, Pairing> subjects, boolean before) {
        Map<Object, Declared> distinct = new LinkedHashMap<>();
        for (Declared one : declarations.all()) {
            distinct.putIfAbsent(List.of(subject(one), meaning(one)), one);
        }
        for (Declared one : distinct.values()) {
            Pairing pairing = subjects.computeIfAbsent(
                    subject(one), key -> new Pairing(new LinkedHashSet<>(), new LinkedHashSet<>()));
            (before ? pairing.before() : pairing.after()).add(one);
        }
    }

    private static Subject subject(Declared one) {
        return new Subject(one.ecosystem(), one.name(), one.use());
    }

    private static Object meaning(Declared one) {
        Requirement requirement = one.requirement();
        return List.of(requirement.extras(), requirement.condition(), requirement.source(), requirement.bounds());
    }

    private void match(Pairing pairing) {
        Set<Object> kept = pairing.after().stream().map(Difference::meaning).collect(Collectors.toSet());
        kept.retainAll(pairing.before().stream().map(Difference::meaning).collect(Collectors.toSet()));
        pairing.before().removeIf(one -> kept.contains(meaning(one)));
        pairing.after().removeIf(one -> kept.contains(meaning(one)));
        if ((long) pairing.before().size() * pairing.after().size() > MOST_PAIRS) {
            return;
        }
        pair(pairing.before(), pairing.after(), (a, b) -> details(a, b).isEmpty());
        pair(
                pairing.before(),
                pairing.after(),
                (a, b) -> sameCondition(a, b)
                        && a.requirement().extras().equals(b.requirement().extras()));
        pair(pairing.before(), pairing.after(), Difference::sameCondition);
        pair(
                pairing.before(),
                pairing.after(),
                (a, b) -> BoundsChange.between(a.requirement(), b.requirement()).isEmpty());
        pair(pairing.before(), pairing.after(), (a, b) -> true);
    }

    private static boolean sameCondition(Declared a, Declared b) {
        return a.requirement().condition().equals(b.requirement().condition());
    }

    /** Takes off each pair that belongs together; a change is noted when there is one. */
    private void pair(Set<Declared> before, Set<Declared> after, BiPredicate<Declared, Declared> together) {
        Iterator<Declared> olds = before.iterator();
        while (olds.hasNext() && !after.isEmpty()) {
            Declared old = olds.next();
            Optional<Declared> partner =
                    after.stream().filter(one -> together.test(old, one)).findFirst();
            if (partner.isPresent()) {
                olds.remove();
                after.remove(partner.get());
                note(old, partner.get());
            }
        }
    }

    private void note(Declared before, Declared after) {
        List<Detail> details = details(before, after);
        if (!details.isEmpty()) {
            changes.add(new RequirementChange(Optional.of(before), Optional.of(after), details));
        }
    }

    private static List<Detail> details(Declared before, Declared after) {
        List<Detail> details = new ArrayList<>();
        Requirement was = before.requirement();
        Requirement is = after.requirement();
        add(details, Kind.MOVED, before.use().toString(), after.use().toString());
        details.addAll(BoundsChange.between(was, is));
        add(details, Kind.MARKER_CHANGED, was.condition(), is.condition());
        add(details, Kind.EXTRAS_CHANGED, String.join(",", was.extras()), String.join(",", is.extras()));
        add(details, Kind.SOURCE_CHANGED, was.source(), is.source());
        details.sort(Comparator.comparing(Detail::kind));
        return details;
    }

    private static void add(List<Detail> details, Kind kind, String before, String after) {
        if (!before.equals(after)) {
            details.add(new Detail(kind, before, after));
        }
    }

    /** One use for another of one requirement; a limit for others is no use. */
    private void moves(List<Declared> removed, Set<Declared> added) {
        Map<List<Object>, List<Declared>> byName = new LinkedHashMap<>();
        for (Declared one : added) {
            byName.computeIfAbsent(List.of(one.ecosystem(), one.name()), key -> new ArrayList<>())
                    .add(one);
        }
        for (Iterator<Declared> olds = removed.iterator(); olds.hasNext(); ) {
            Declared old = olds.next();
            List<Declared> candidates = byName.getOrDefault(List.of(old.ecosystem(), old.name()), List.of());
            Optional<Declared> moved = candidates.stream()
                    .filter(one -> isLimit(one) == isLimit(old) && sameCondition(old, one))
                    .findFirst();
            if (moved.isPresent()) {
                olds.remove();
                candidates.remove(moved.get());
                added.remove(moved.get());
                note(old, moved.get());
            }
        }
    }

    private static boolean isLimit(Declared one) {
        return one.use().kind() == Use.Kind.CONSTRAINT;
    }

    private static String written(Declared one) {
        return one.requirement().written();
    }
}
