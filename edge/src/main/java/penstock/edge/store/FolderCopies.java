package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import penstock.engine.backup.FileCopies;
import penstock.engine.backup.Kept;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RepoLayout;

/**
 * Copies artifacts, snapshots with the packages that they share, logs of builds and what is kept of scenarios between folders. What
 * snapshots share with the artifacts and one another by hard links they share in the copy as well. A file appears under its name when it is
 * whole, a snapshot when all of it is.
 */
public final class FolderCopies implements FileCopies {
    private static final String INCOMING = ".incoming";
    private static final int TELL_EVERY = 500;

    private final Folders from;
    private final Folders to;
    private final String target;
    private final WholeCopies copies = new WholeCopies();
    private final ShardCopies shards;

    /** The folders of a factory or of a backup. */
    public record Folders(Path artifacts, Path repositories, Path logs, Path scenarios) {}

    /** @param target the first part of the names of the lines' folders */
    public FolderCopies(Folders from, Folders to, String target) {
        this.from = from;
        this.to = to;
        this.target = target;
        this.shards = new ShardCopies(copies, to.repositories().resolve(INCOMING));
    }

    @Override
    public List<String> copy(Kept kept, Consumer<String> progress) throws OutsideFailure, InterruptedException {
        List<String> missing = new ArrayList<>();
        try {
            copies.forget();
            shards.forget();
            int done = 0;
            for (String sha256 : kept.artifacts()) {
                artifact(sha256, missing);
                tell(progress, "artifacts", ++done, kept.artifacts().size());
            }
            done = 0;
            for (Kept.Snapshot snapshot : kept.snapshots()) {
                snapshot(snapshot, missing);
                tell(progress, "snapshots", ++done, kept.snapshots().size());
            }
            logs();
            scenarios();
        } catch (IOException failure) {
            throw Durable.failure("copying to " + to.artifacts().getParent(), failure);
        }
        return missing;
    }

    private static void tell(Consumer<String> progress, String what, int done, int all) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("copying " + what);
        }
        if (done == all || done % TELL_EVERY == 0) {
            progress.accept(what + ": " + done + " of " + all);
        }
    }

    private void artifact(String sha256, List<String> missing) throws IOException {
        String name = sha256.substring(0, 2) + "/" + sha256;
        Path source = from.artifacts().resolve(name);
        Path kept = to.artifacts().resolve(name);
        Path incoming = to.artifacts().resolve(INCOMING).resolve(sha256);
        try {
            if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)
                    && (Files.exists(kept) || copies.file(source, kept, incoming))) {
                copies.same(source, kept);
                return;
            }
        } catch (NoSuchFileException failure) {
            WholeCopies.mustBeOf(source, failure);
        }
        missing.add("artifact " + sha256);
    }

    @Override
    public boolean has(Kept.Snapshot snapshot) {
        return Files.isDirectory(to.repositories().resolve(folder(snapshot)));
    }

    private String folder(Kept.Snapshot snapshot) {
        return RepoLayout.lineFolder(target, snapshot.line()) + "/" + snapshot.directory();
    }

    /** Its packages first, so that it is whole when it is there; also of one that was copied before, in case they were not. */
    private void snapshot(Kept.Snapshot snapshot, List<String> missing) throws IOException {
        String name = folder(snapshot);
        Path source = from.repositories().resolve(name);
        Path kept = to.repositories().resolve(name);
        try {
            if (Files.isDirectory(source)) {
                Path base = from.repositories().resolve(base(name));
                for (String shard : shards.copy(base, source, to.repositories().resolve(base(name)))) {
                    missing.add("packages " + shard + " of snapshot " + name);
                }
                if (Files.exists(kept)
                        || copies.folder(source, kept, to.repositories().resolve(INCOMING))) {
                    return;
                }
            }
        } catch (NoSuchFileException failure) {
            WholeCopies.mustBeOf(source, failure);
        }
        missing.add("snapshot " + name);
    }

    /** Where {@code ab/cd/<snapshot>} lies. */
    private static Path base(String snapshot) {
        Path name = Path.of(snapshot);
        return name.subpath(0, name.getNameCount() - 3);
    }

    /** Those that go meanwhile were kept no more. */
    private void logs() throws IOException {
        if (!Files.isDirectory(from.logs())) {
            return;
        }
        Durable.folders(to.logs());
        try (DirectoryStream<Path> ended = Files.newDirectoryStream(from.logs(), "*.log")) {
            for (Path log : ended) {
                Path kept = to.logs().resolve(log.getFileName().toString());
                if (!Files.exists(kept)) {
                    copies.file(log, kept, to.logs().resolve(INCOMING));
                }
            }
        }
    }

    /** All runs: the state does not name them, and none ever changes. */
    private void scenarios() throws IOException {
        if (!Files.isDirectory(from.scenarios())) {
            return;
        }
        Durable.folders(to.scenarios());
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(from.scenarios(), "[!.]*")) {
            for (Path run : runs) {
                Path kept = to.scenarios().resolve(run.getFileName().toString());
                if (Files.isDirectory(run) && !Files.exists(kept)) {
                    copies.folder(run, kept, to.scenarios().resolve(INCOMING));
                }
            }
        }
    }

    /** Runs that are kept no more go from the copy too. */
    private void sweepScenarios() throws IOException {
        if (!Files.isDirectory(to.scenarios())) {
            return;
        }
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(to.scenarios())) {
            for (Path run : runs) {
                if (!Files.exists(from.scenarios().resolve(run.getFileName().toString()))) {
                    Durable.remove(run);
                }
            }
        }
    }

    /** Packages that no snapshot of the copy has go from it too. */
    private void sweepShards() throws IOException, OutsideFailure {
        SnapshotSweep sweep = new SnapshotSweep(to.repositories(), target, new Sweeping(), new ReentrantLock());
        for (Path line : SnapshotSweep.entries(to.repositories(), target + "-*")) {
            sweep.sweep(RepoLayout.line(target, line.getFileName().toString()));
            Durable.remove(line.resolve(SnapshotPublisher.STAGING));
        }
    }

    @Override
    public void sweep(Kept kept) throws OutsideFailure {
        Set<Path> snapshots = new HashSet<>();
        kept.snapshots().forEach(snapshot -> snapshots.add(to.repositories().resolve(folder(snapshot))));
        try {
            sweepScenarios();
            if (Files.isDirectory(to.repositories())) {
                Files.walkFileTree(to.repositories(), new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                            throws IOException {
                        if (snapshots.contains(folder) || folder.endsWith(ShardPool.FOLDER)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        if (Files.exists(folder.resolve("versions.csv"))) {
                            Durable.remove(folder);
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
                sweepShards();
            }
            if (Files.isDirectory(to.artifacts())) {
                Files.walkFileTree(to.artifacts(), new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (!kept.artifacts().contains(file.getFileName().toString())) {
                            Files.delete(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (IOException failure) {
            throw Durable.failure("removing from a backup what is not needed any more", failure);
        }
    }
}
