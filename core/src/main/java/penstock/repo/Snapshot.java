package penstock.repo;

import java.util.List;

/**
 * An immutable published repository: the build that it was made for and the latest success of every other package.
 *
 * @param line the release line
 * @param component the component that it belongs to; empty when the distribution has none
 * @param directory its folder below the line's, as DLRN has it: {@code [component/NAME/]ab/cd/<source>_<distgit 8>[_<extended>]}
 * @param madeFor the id of the build that caused it
 * @param entries one a package that was ever built with success, in the distribution's order
 */
public record Snapshot(String line, String component, String directory, String madeFor, List<SnapshotEntry> entries) {
    public Snapshot {
        entries = List.copyOf(entries);
    }
}
