package penstock.require.replay;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import penstock.require.RequirementChange;
import penstock.require.RequirementChange.Kind;

/** What upstream changed in a time, to know which lines of the packagers' may be their answer to it. For one thread. */
final class Causes {
    /** Ways in which a requirement changes that ask for another place, or may. */
    private static final Set<Kind> ELSEWHERE =
            EnumSet.of(Kind.MOVED, Kind.MARKER_CHANGED, Kind.EXTRAS_CHANGED, Kind.SOURCE_CHANGED);

    private final Set<String> changed = new HashSet<>();
    private final Set<String> added = new HashSet<>();
    private final Set<String> removed = new HashSet<>();

    void add(RequirementChange change) {
        changed.add(change.name());
        boolean elsewhere = ELSEWHERE.stream().anyMatch(change::is);
        if (elsewhere || change.is(Kind.ADDED)) {
            added.add(change.name());
        }
        if (elsewhere || change.is(Kind.REMOVED)) {
            removed.add(change.name());
        }
    }

    /**
     * Whether a line that differs may be an answer. Another bound may be one to any change of its requirement. That a line is put in is
     * none when upstream only came to take other versions, or to need it no more, and the spec states it already; nor is it one that a
     * line is taken out when upstream only came to take other versions, or to need it in one more place.
     */
    boolean areOf(LineKey key, StatedLines before, StatedLines after) {
        String name = key.requirement();
        boolean was = !before.bounds(key).isEmpty();
        boolean is = !after.bounds(key).isEmpty();
        if (was && is) {
            return changed.contains(name);
        }
        return was ? removed.contains(name) : added.contains(name) || (changed.contains(name) && !before.states(key));
    }
}
