package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import penstock.build.Artifact;
import penstock.engine.port.OutsideFailure;
import penstock.puppet.ForgeArchive;
import penstock.repo.CommitYaml;
import penstock.repo.RepoFile;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;
import penstock.repo.VersionsCsv;

/** Fills the folder of a snapshot that is being made, forces it to the disk, and checks that it is a repository that dnf can tell apart. */
final class SnapshotFolder {
    private final ShardPool pool;

    SnapshotFolder(ShardPool pool) {
        this.pool = pool;
    }

    /** Public addresses: of the line's folder, and of the keys when things are signed. */
    record Urls(String line, Optional<String> keys) {}

    void fill(Path folder, Snapshot snapshot, ComposedRepository repository, Urls urls)
            throws OutsideFailure, IOException {
        try (AtOnce beside = new AtOnce(1)) {
            Future<List<Path>> texts = beside.begin(() -> texts(folder, snapshot, urls));
            repository.write(folder, contents(snapshot), snapshot.made().succeeded(), _ -> AtOnce.result(texts));
        } catch (OutsideFailure failure) {
            String doing = "publishing " + snapshot.directory() + " of " + snapshot.line() + ": ";
            throw new OutsideFailure(doing + failure.getMessage(), failure.retryable(), failure);
        }
    }

    private List<Path> texts(Path folder, Snapshot snapshot, Urls urls) throws IOException, OutsideFailure {
        for (Artifact artifact : snapshot.made().artifacts()) {
            if (artifact.kind() == Artifact.Kind.LOG && !Files.exists(folder.resolve(RepoLayout.LOG))) {
                pool.place(artifact.sha256(), folder.resolve(RepoLayout.LOG));
            }
        }
        List<Path> written = new ArrayList<>(List.of(
                Files.writeString(
                        folder.resolve(RepoLayout.REPO_FILE), RepoFile.text(snapshot, urls.line(), urls.keys())),
                Files.writeString(folder.resolve(RepoLayout.VERSIONS), VersionsCsv.text(snapshot.entries())),
                Files.writeString(folder.resolve(RepoLayout.COMMIT), CommitYaml.text(snapshot))));
        written.addAll(modules(folder, snapshot));
        return written;
    }

    /** Archives of Puppet modules are few, so all of them lie in the snapshot's own folder. */
    private List<Path> modules(Path folder, Snapshot snapshot) throws IOException, OutsideFailure {
        SortedMap<String, String> files = new TreeMap<>();
        for (SnapshotEntry entry : snapshot.entries()) {
            for (Artifact module : entry.modules()) {
                String pkg = entry.build().pkg().name();
                if (ForgeArchive.ofFile(module.file()).isEmpty()) {
                    throw new OutsideFailure(
                            "'" + Printable.of(module.file()) + "' of " + pkg
                                    + " can't be the file name of a module's archive",
                            false);
                }
                String other = files.putIfAbsent(module.file(), module.sha256());
                if (other != null && !other.equals(module.sha256())) {
                    throw new OutsideFailure("there are two different files named " + module.file(), false);
                }
            }
        }
        if (files.isEmpty()) {
            return List.of();
        }
        Path modules = Files.createDirectory(folder.resolve(RepoLayout.MODULES));
        pool.place(files, modules);
        return List.of(modules.resolve(ShardPool.LIST), modules);
    }

    /**
     * What the build made that the snapshot is for, by itself, the rest by slot. Refuses names that are none and two contents under one
     * name; since a file is called what its header says, that is also two files of one NEVRA.
     */
    static ComposedRepository.Contents contents(Snapshot snapshot) throws OutsideFailure {
        Map<String, String> all = new HashMap<>();
        SnapshotEntry made = snapshot.made();
        SortedMap<String, String> own = files(made, all);
        Map<String, SortedMap<String, String>> slots = new HashMap<>();
        Map<String, Instant> changed = new HashMap<>();
        for (SnapshotEntry entry : snapshot.entries()) {
            boolean isMade = entry.build().id().equals(snapshot.madeFor());
            SortedMap<String, String> files = isMade ? own : files(entry, all);
            if (!files.isEmpty()) {
                String slot = Shard.slot(files.keySet());
                changed.merge(slot, entry.succeeded(), (a, b) -> a.isAfter(b) ? a : b);
                SortedMap<String, String> others = slots.computeIfAbsent(slot, _ -> new TreeMap<>());
                if (!isMade) {
                    others.putAll(files);
                }
            }
        }
        return ComposedRepository.Contents.of(own, inOrder(slots, changed));
    }

    /**
     * Those that changed last come last, so that most of a snapshot's metadata begins as that of the one before: also the slot that the made
     * package has left.
     */
    private static SequencedMap<String, SortedMap<String, String>> inOrder(
            Map<String, SortedMap<String, String>> slots, Map<String, Instant> changed) {
        SequencedMap<String, SortedMap<String, String>> ordered = new LinkedHashMap<>();
        slots.entrySet().stream()
                .filter(slot -> !slot.getValue().isEmpty())
                .sorted(Comparator.comparing(
                                (Map.Entry<String, ?> slot) -> changed.getOrDefault(slot.getKey(), Instant.MIN))
                        .thenComparing(Map.Entry::getKey))
                .forEach(slot -> ordered.put(slot.getKey(), slot.getValue()));
        return ordered;
    }

    /** An entry's files with their SHA-256, without those that another entry brought already. */
    private static SortedMap<String, String> files(SnapshotEntry entry, Map<String, String> all) throws OutsideFailure {
        SortedMap<String, String> files = new TreeMap<>();
        for (Artifact artifact : entry.packages()) {
            String file = artifact.file();
            if (!RepoLayout.isRpmFile(file)) {
                String name = entry.build().pkg().name();
                throw new OutsideFailure(
                        "'" + Printable.of(file) + "' of " + name + " can't be the file name of an RPM", false);
            }
            String other = all.putIfAbsent(file, artifact.sha256());
            if (other == null) {
                files.put(file, artifact.sha256());
            } else if (!other.equals(artifact.sha256())) {
                throw new OutsideFailure("there are two different files named " + file, false);
            }
        }
        return files;
    }
}
