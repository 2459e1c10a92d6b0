package penstock.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import penstock.change.Commit;
import penstock.problem.SourcePosition;
import penstock.require.RequirementChange;
import penstock.require.RequirementChange.Kind;
import penstock.require.Use;

/**
 * That upstream changed what is required of something, from one look to the next.
 *
 * @param commits those that changed it, oldest first
 * @param details what changed, one for each use: {@code runtime: raised >=1.14 -> >=2.1}
 * @param where the lines that say so now, or said so
 * @param easing whether it asks for less in every way, or for nothing any more
 */
public record Shift(
        Subject subject, List<Commit> commits, List<String> details, List<SourcePosition> where, boolean easing) {
    private static final Set<Kind> EASING =
            Set.of(Kind.REMOVED, Kind.LOWERED, Kind.UNCAPPED, Kind.CAP_RAISED, Kind.UNEXCLUDED);

    public Shift {
        commits = List.copyOf(commits);
        details = List.copyOf(details);
        where = List.copyOf(where);
    }

    /**
     * One for each subject; limits for others and files that are no part of a package are left out.
     *
     * @param by the commits of a change
     */
    public static List<Shift> of(List<RequirementChange> changes, Function<RequirementChange, List<Commit>> by) {
        SortedMap<Subject, List<RequirementChange>> bySubject = new TreeMap<>();
        changes.stream()
                .filter(Shift::counts)
                .forEach(change -> bySubject
                        .computeIfAbsent(Subject.of(change.subject()), _ -> new ArrayList<>())
                        .add(change));
        List<Shift> shifts = new ArrayList<>();
        bySubject.forEach((subject, some) -> shifts.add(new Shift(
                subject,
                distinct(some, by),
                distinct(some, change -> List.of(details(change))),
                distinct(some, change -> List.of(change.at())),
                some.stream().allMatch(Shift::eases))));
        return shifts;
    }

    private static boolean eases(RequirementChange change) {
        return change.details().stream().allMatch(detail -> EASING.contains(detail.kind()));
    }

    private static boolean counts(RequirementChange change) {
        Use.Kind kind = change.subject().use().kind();
        return kind != Use.Kind.CONSTRAINT && kind != Use.Kind.LISTED && kind != Use.Kind.GROUP;
    }

    private static String details(RequirementChange change) {
        return change.subject().use() + ": "
                + change.details().stream()
                        .map(RequirementChange.Detail::toString)
                        .collect(Collectors.joining(", "));
    }

    private static <T> List<T> distinct(List<RequirementChange> changes, Function<RequirementChange, List<T>> what) {
        return changes.stream()
                .flatMap(change -> what.apply(change).stream())
                .distinct()
                .toList();
    }
}
