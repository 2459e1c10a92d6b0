package penstock.edge.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.build.Artifact;
import penstock.edge.store.RepositoryMetadata.Listed;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.repo.CommitYaml;
import penstock.repo.RepoFile;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;
import penstock.repo.VersionsCsv;

/** Fills the folder of a snapshot that is being made, and checks that it is a repository that dnf can tell apart. */
final class SnapshotFolder {
    private final ArtifactStore store;
    private final RepositoryMetadata metadata;

    SnapshotFolder(ArtifactStore store, RepositoryMetadata metadata) {
        this.store = store;
        this.metadata = metadata;
    }

    /** What a snapshot's folder gets: file name to SHA-256. Refuses names that are none and two contents under one name. */
    static Map<String, String> files(Snapshot snapshot) throws OutsideFailure {
        Map<String, String> files = new HashMap<>();
        for (SnapshotEntry entry : snapshot.entries()) {
            for (Artifact artifact : entry.packages()) {
                String file = artifact.file();
                if (!RepoLayout.isRpmFile(file)) {
                    throw refused(
                            snapshot,
                            "'" + printable(file) + "' of "
                                    + entry.build().pkg().name() + " can't be the file name of an RPM");
                }
                String other = files.putIfAbsent(file, artifact.sha256());
                if (other != null && !other.equals(artifact.sha256())) {
                    throw refused(snapshot, "there are two different files named " + file);
                }
            }
        }
        return files;
    }

    void fill(Path folder, Snapshot snapshot, String lineUrl) throws OutsideFailure, InterruptedException, IOException {
        Map<String, String> files = files(snapshot);
        for (Map.Entry<String, String> file : files.entrySet()) {
            place(file.getValue(), folder.resolve(file.getKey()));
        }
        check(snapshot, files, metadata.write(folder, snapshot.made().succeeded()));
        for (Artifact artifact : snapshot.made().artifacts()) {
            if (artifact.kind() == Artifact.Kind.LOG && !Files.exists(folder.resolve(RepoLayout.LOG))) {
                place(artifact.sha256(), folder.resolve(RepoLayout.LOG));
            }
        }
        Durable.write(folder.resolve(RepoLayout.REPO_FILE), RepoFile.text(snapshot, lineUrl));
        Durable.write(folder.resolve(RepoLayout.VERSIONS), VersionsCsv.text(snapshot.entries()));
        Durable.write(folder.resolve(RepoLayout.COMMIT), CommitYaml.text(snapshot));
    }

    /** A hard link where the file system can, else a copy. */
    private void place(String sha256, Path at) throws OutsideFailure, IOException {
        Path kept = store.find(sha256)
                .orElseThrow(() -> new OutsideFailure(
                        "publishing " + at.getFileName() + ": the artifact store does not have " + sha256, false));
        link(kept, at);
    }

    static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileSystemException | UnsupportedOperationException anotherFileSystem) {
            Files.copy(from, to);
        }
    }

    /** The metadata speaks of the very files, every NEVRA is there once, and each file is called what its header says. */
    private static void check(Snapshot snapshot, Map<String, String> files, List<Listed> listed) throws OutsideFailure {
        Set<String> nevras = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (Listed rpm : listed) {
            String file = rpm.file();
            if (!rpm.sha256().equals(files.get(file))) {
                throw refused(snapshot, printable(file) + " is not the file that was built");
            }
            if (!nevras.add(rpm.nevra())) {
                throw refused(snapshot, "there are two files with the NEVRA " + printable(rpm.nevra()));
            }
            if (!file.equals(rpm.nvra() + ".rpm")) {
                throw refused(
                        snapshot,
                        "the file " + printable(file) + " says of itself that it is " + printable(rpm.nvra()));
            }
            seen.add(file);
        }
        if (seen.size() != files.size()) {
            throw refused(snapshot, "the metadata lists " + seen.size() + " of " + files.size() + " RPMs");
        }
    }

    private static OutsideFailure refused(Snapshot snapshot, String why) {
        return new OutsideFailure("publishing " + snapshot.directory() + " of " + snapshot.line() + ": " + why, false);
    }

    /** Text of a package in a message: no control characters, no page of it. */
    private static String printable(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\ufffd");
    }
}
