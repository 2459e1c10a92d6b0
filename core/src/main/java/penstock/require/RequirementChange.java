package penstock.require;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import penstock.problem.SourcePosition;

/**
 * What changed in one requirement; at least one detail.
 *
 * @param before empty when it is new
 * @param after empty when it is gone
 * @param details all that changed, in the order of {@link Kind}
 */
public record RequirementChange(Optional<Declared> before, Optional<Declared> after, List<Detail> details) {
    public RequirementChange {
        details = List.copyOf(details);
        if (details.isEmpty() || (before.isEmpty() && after.isEmpty())) {
            throw new IllegalArgumentException("nothing changed");
        }
    }

    /** The ways in which a requirement can change. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Needed for something else than before, such as at run time instead of for tests. */
        MOVED,
        /** The lowest version taken is higher, or there was none. */
        RAISED,
        /** The lowest version taken is lower, or there is none. */
        LOWERED,
        /** There is a highest version, and was none. */
        CAPPED,
        UNCAPPED,
        CAP_RAISED,
        CAP_LOWERED,
        EXCLUDED,
        UNEXCLUDED,
        MARKER_CHANGED,
        EXTRAS_CHANGED,
        /** It comes from another address or git reference. */
        SOURCE_CHANGED,
        /** Its range changed in a way that is none of the above, such as Puppet's {@code ||}. */
        RANGE_CHANGED
    }

    /**
     * One way in which it changed.
     *
     * @param before what was said, as {@code >=1.0}; empty when nothing
     * @param after what is said
     */
    public record Detail(Kind kind, String before, String after) {
        @Override
        public String toString() {
            String word = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            String what = before.isEmpty() ? after : after.isEmpty() ? before : before + " -> " + after;
            return what.isEmpty() ? word : word + " " + what;
        }
    }

    /** What it is after the change; what it was when it is gone. */
    public Declared subject() {
        return after.or(() -> before).orElseThrow();
    }

    public String name() {
        return subject().name();
    }

    /** The line that says so now; when it is gone, the line that said so before. */
    public SourcePosition at() {
        return subject().at();
    }

    public boolean is(Kind kind) {
        return details.stream().anyMatch(detail -> detail.kind() == kind);
    }

    /** For people: {@code oslo-config (runtime): raised >=5.0 -> >=5.2, excluded !=5.3}. */
    @Override
    public String toString() {
        return name() + " (" + subject().use() + "): "
                + details.stream().map(Detail::toString).collect(Collectors.joining(", "));
    }
}
