package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.publish.Exports;
import penstock.repo.Aggregate;
import penstock.repo.RepoFile;
import penstock.repo.RepoLayout;

/**
 * Copies repositories out of the published tree, links followed. RPMs become hard links where the file system can; the other files
 * are copies, of which only {@code delorean.repo} differs from what is published, by its addresses. The public keys go with them. What is
 * exported is held meanwhile, so that no purge takes it away.
 */
public final class SnapshotExport implements Exports {
    private final Path root;
    private final String target;
    private final SnapshotHolds holds;

    /**
     * @param root of the published tree
     * @param target the first part of the names of the lines' folders, of which snapshots may be purged
     */
    public SnapshotExport(Path root, String target, SnapshotHolds holds) {
        this.root = root;
        this.target = target;
        this.holds = holds;
    }

    @Override
    public Outcome export(String folder, String what, Path to, String baseUrl)
            throws OutsideFailure, InterruptedException {
        try {
            Path line = root.resolve(folder);
            Optional<Path> named = named(line, what);
            if (!RepoLayout.isName(folder) || named.isEmpty()) {
                return new Outcome.NothingThere();
            }
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(to)) {
                return new Outcome.NotEmpty();
            }
            SortedMap<String, Path> repositories = repositories(line, named.get());
            List<String> snapshots = new ArrayList<>();
            for (Path repository : repositories.values()) {
                snapshots.add(line.toRealPath().relativize(repository).toString());
            }
            Path making = to.toAbsolutePath().normalize().resolveSibling(".penstock-export-" + UUID.randomUUID());
            try (SnapshotHolds.Hold _ = hold(folder, snapshots)) {
                fill(repositories, making, baseUrl);
                Durable.syncTree(making);
                Durable.rename(making, to.toAbsolutePath().normalize());
                return new Outcome.Done(snapshots);
            } finally {
                Durable.remove(making);
            }
        } catch (IOException failure) {
            throw Durable.failure("exporting " + what + " of " + folder + " to " + to, failure);
        }
    }

    /** A snapshot's folder, or that of a label over components. */
    private static Optional<Path> named(Path line, String what) throws IOException {
        String last = what.substring(what.lastIndexOf('/') + 1);
        boolean alone = RepoLayout.isDirectory("00/00/" + what);
        String path = alone ? what.substring(0, 2) + "/" + what.substring(2, 4) + "/" + what : what;
        boolean label = RepoLayout.isName(last) && (what.equals(last) || RepoLayout.isLabelOfComponent(what));
        if (!RepoLayout.isDirectory(path) && !label) {
            return Optional.empty();
        }
        Path found = line.resolve(path);
        if (!Files.isDirectory(found)) {
            return Optional.empty();
        }
        boolean repository = Files.isDirectory(found.resolve("repodata"));
        return repository || Files.isSymbolicLink(found.resolve(ComponentLabels.NOW))
                ? Optional.of(found.toRealPath())
                : Optional.empty();
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** None of another target's, which no purge here removes. */
    private SnapshotHolds.Hold hold(String folder, List<String> snapshots) throws OutsideFailure, InterruptedException {
        String line = RepoLayout.line(target, folder);
        return line.equals(folder) ? () -> {} : holds.take("penstock export", line, snapshots);
    }

    /** What is exported, by component; of one repository alone without a component. */
    private static SortedMap<String, Path> repositories(Path line, Path named) throws IOException {
        return Files.isDirectory(named.resolve("repodata"))
                ? new TreeMap<>(Map.of("", named))
                : ComponentLabels.shown(line, named.getFileName().toString());
    }

    private void fill(SortedMap<String, Path> repositories, Path to, String baseUrl) throws IOException {
        Files.createDirectories(to);
        if (Files.exists(root.resolve(RepoLayout.KEYS))) {
            Files.copy(root.resolve(RepoLayout.KEYS), to.resolve(RepoLayout.KEYS));
        }
        String keys = baseUrl + "/" + RepoLayout.KEYS;
        SortedMap<String, Aggregate.Part> parts = new TreeMap<>();
        for (Map.Entry<String, Path> component : repositories.entrySet()) {
            if (component.getKey().isEmpty()) {
                repository(component.getValue(), to, baseUrl, keys);
                return;
            }
            String below = RepoLayout.component(component.getKey());
            Path copy = Files.createDirectories(to.resolve(below));
            repository(component.getValue(), copy, baseUrl + "/" + below, keys);
            parts.put(
                    component.getKey(),
                    new Aggregate.Part(
                            Files.readString(copy.resolve(RepoLayout.REPO_FILE)),
                            Files.readString(copy.resolve(RepoLayout.VERSIONS))));
        }
        Aggregate aggregate = Aggregate.of(parts);
        Files.writeString(to.resolve(RepoLayout.REPO_FILE), aggregate.repo());
        Files.writeString(to.resolve(Aggregate.MD5_FILE), aggregate.hash());
        Files.writeString(to.resolve(RepoLayout.VERSIONS), aggregate.versions());
    }

    private static void repository(Path from, Path to, String address, String keys) throws IOException {
        copy(from, to);
        Path repo = to.resolve(RepoLayout.REPO_FILE);
        String text = RepoFile.at(Files.readString(repo), address, keys);
        Files.delete(repo);
        Files.writeString(repo, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from, entry -> !isHidden(entry))) {
            for (Path entry : entries) {
                Path at = to.resolve(entry.getFileName().toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectory(at);
                    copy(entry, at);
                } else if (RepoLayout.isRpmFile(entry.getFileName().toString())) {
                    ShardPool.link(entry, at);
                } else {
                    Files.copy(entry, at, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static boolean isHidden(Path entry) {
        return entry.getFileName().toString().startsWith(".");
    }
}
