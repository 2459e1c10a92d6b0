package penstock.engine.diff;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What differs between two labels or snapshots of a line.
 *
 * @param components those that are compared, by name
 */
public record LabelDiff(String line, Side from, Side to, List<ComponentDiff> components) {
    public LabelDiff {
        components = List.copyOf(components);
    }

    /**
     * @param name as it was asked for
     * @param shows a snapshot's folder for each component
     */
    public record Side(String name, SortedMap<String, String> shows) {
        public Side {
            shows = new TreeMap<>(shows);
        }
    }

    /**
     * @param component empty in a line without components
     * @param from the snapshot's folder; empty when that side shows none of the component
     * @param to likewise
     * @param packages those whose versions differ, by project
     * @param more whether there are others
     */
    public record ComponentDiff(String component, String from, String to, List<PackageDiff> packages, boolean more) {
        public ComponentDiff {
            packages = List.copyOf(packages);
        }
    }

    /**
     * A package in another version.
     *
     * @param from name, version and release of its source package; empty when it was not there
     * @param to the same now; empty when it is not there any more
     * @param source upstream's commits
     * @param distgit those of the packaging
     */
    public record PackageDiff(
            String project, String from, String to, Commits source, Commits distgit, Requirements requirements) {}

    /**
     * @param came commits that the later side has and the earlier has not, oldest first
     * @param gone those that only the earlier side has
     * @param more whether older ones are left out
     * @param problem why these are not all, or none are known; empty when nothing is wrong
     */
    public record Commits(List<NamedCommit> came, List<NamedCommit> gone, boolean more, String problem) {
        public static final Commits NONE = new Commits(List.of(), List.of(), false, "");

        public Commits {
            came = List.copyOf(came);
            gone = List.copyOf(gone);
        }
    }

    /** @param subject empty where it is not known */
    public record NamedCommit(String id, String subject) {}

    /**
     * What upstream requires otherwise.
     *
     * @param changes in words
     * @param more how many are left out
     * @param problem why they are not known; empty when they are
     */
    public record Requirements(List<String> changes, int more, String problem) {
        public static final Requirements NONE = new Requirements(List.of(), 0, "");

        public Requirements {
            changes = List.copyOf(changes);
        }
    }
}
