package penstock.repo;

import java.util.List;

/**
 * An immutable published repository: the build that it was made for and the latest success of every other package.
 *
 * @param line the release line
 * @param component the component that it belongs to; empty when the distribution has none
 * @param directory its folder below the line's, as {@link RepoLayout#directory} says
 * @param madeFor the id of the build that caused it; one of the entries is this build's
 * @param entries one a package that was ever built, in the distribution's order
 */
public record Snapshot(String line, String component, String directory, String madeFor, List<SnapshotEntry> entries) {
    public Snapshot {
        entries = List.copyOf(entries);
    }

    /** The entry of the build that the snapshot was made for. */
    public SnapshotEntry made() {
        return entries.stream()
                .filter(entry -> entry.build().id().equals(madeFor))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no entry of build " + madeFor + " in " + directory));
    }
}
