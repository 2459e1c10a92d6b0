package penstock.engine.backup;

import java.util.List;
import java.util.SortedSet;

/**
 * The files that a state names.
 *
 * @param artifacts SHA-256 of each
 * @param snapshots those that are published
 * @param labels where each label is
 */
public record Kept(SortedSet<String> artifacts, List<Snapshot> snapshots, List<Label> labels) {
    public Kept {
        snapshots = List.copyOf(snapshots);
        labels = List.copyOf(labels);
    }

    public record Snapshot(String line, String directory) {}

    /** @param component empty for the line's own */
    public record Label(String line, String component, String name, String directory) {}
}
