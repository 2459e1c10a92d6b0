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
import penstock.require.Declared;
import penstock.require.RequirementChange;
import penstock.require.RequirementChange.Kind;

/**
 * That upstream changed what is required of something, from one look to the next.
 *
 * @param commits those that changed it, oldest first
 * @param details what changed, one for each use: {@code runtime: raised >=1.14 -> >=2.1}
 * @param where the lines that say so now, or said so
 * @param easing whether it asks for less in any way, or for something else, or for nothing any more; not when it only asks for more
 */
public record Shift(
        Subject subject, List<Commit> commits, List<String> details, List<SourcePosition> where, boolean easing) {
    /** All others may be what a requirement that was unmet is met by: such as a marker that no longer holds here. */
    private static final Set<Kind> MORE = Set.of(Kind.ADDED, Kind.RAISED, Kind.CAPPED, Kind.CAP_LOWERED, Kind.EXCLUDED);

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
                some.stream().anyMatch(Shift::eases))));
        return shifts;
    }

    /**
     * Whether it can be what ended a warning.
     *
     * @param was what the warning meant
     */
    boolean mayEnd(Unmet.Meaning was) {
        return switch (was) {
            // Asked for once more, it is stated with need.
            case MAY_GO -> !easing;
            // Asking for more it may ask for what the spec says.
            case SPEC_MUST_CHANGE -> true;
            // That asks for something; more of it is met by what is provided, and who provides it knows.
            case IN_CONFLICT, TOO_OLD, NOT_PACKAGED -> easing;
        };
    }

    private static boolean eases(RequirementChange change) {
        if (!change.after().map(Shift::counts).orElse(false)) {
            return true;
        }
        return change.before().map(Shift::counts).orElse(false)
                && change.details().stream().anyMatch(detail -> !MORE.contains(detail.kind()));
    }

    /** What moved to where it is not needed counts as well: it is needed no more. */
    private static boolean counts(RequirementChange change) {
        return change.before().filter(Shift::counts).isPresent()
                || change.after().filter(Shift::counts).isPresent();
    }

    private static boolean counts(Declared declared) {
        return switch (declared.use().kind()) {
            case CONSTRAINT, LISTED, GROUP -> false;
            case RUNTIME, EXTRA, TEST, DOC, BUILD_SYSTEM, SYSTEM -> true;
        };
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
