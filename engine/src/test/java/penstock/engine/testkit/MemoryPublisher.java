package penstock.engine.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import penstock.build.Artifact;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.repo.Aggregate;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/** A published tree in memory: its snapshots, and what its labels point to. */
public final class MemoryPublisher implements Publisher {
    private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final Map<String, String> labels = new ConcurrentHashMap<>();

    @Override
    public void publish(Snapshot snapshot) throws OutsideFailure {
        if (!RepoLayout.isDirectory(snapshot.directory())) {
            throw new IllegalArgumentException(snapshot.directory());
        }
        Map<String, String> files = new HashMap<>();
        for (SnapshotEntry entry : snapshot.entries()) {
            for (Artifact artifact : entry.packages()) {
                if (!RepoLayout.isRpmFile(artifact.file())) {
                    throw new OutsideFailure("no RPM's name: " + artifact.file(), false);
                }
                String other = files.putIfAbsent(artifact.file(), artifact.sha256());
                if (other != null && !other.equals(artifact.sha256())) {
                    throw new OutsideFailure("two different files named " + artifact.file(), false);
                }
            }
        }
        snapshots.putIfAbsent(snapshot.line() + "/" + snapshot.directory(), snapshot);
    }

    @Override
    public Optional<String> point(String line, String label, SortedMap<String, String> directories)
            throws OutsideFailure {
        for (String directory : directories.values()) {
            if (!snapshots.containsKey(line + "/" + directory)) {
                throw new OutsideFailure(directory + " is not published", false);
            }
        }
        directories.forEach(
                (component, directory) -> labels.put(line + "/" + RepoLayout.label(component, label), directory));
        return directories.containsKey("") ? Optional.empty() : Optional.of(joined(line, label));
    }

    /** A name for what a label shows in all components now. */
    private String joined(String line, String label) {
        SortedMap<String, Aggregate.Part> parts = new TreeMap<>();
        labels.forEach((path, directory) -> {
            if (path.startsWith(line + "/component/") && path.endsWith("/" + label)) {
                parts.put(path, new Aggregate.Part(directory, ""));
            }
        });
        return Aggregate.of(parts).hash();
    }

    /** The directory that a label points to. */
    public Optional<String> pointed(String line, String component, String label) {
        return Optional.ofNullable(labels.get(line + "/" + RepoLayout.label(component, label)));
    }

    public Optional<Snapshot> snapshot(String line, String directory) {
        return Optional.ofNullable(snapshots.get(line + "/" + directory));
    }
}
