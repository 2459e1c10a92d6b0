package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import penstock.engine.backup.FileCopies;
import penstock.engine.backup.Kept;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RepoLayout;

/**
 * Copies artifacts, snapshots, logs of builds and what is kept of scenarios between folders. What a snapshot shares with the artifacts by hard links it shares in the
 * copy as well. A file appears under its name when it is whole, a snapshot when all of it is.
 */
public final class FolderCopies implements FileCopies {
    private static final String INCOMING = ".incoming";
    private static final int TELL_EVERY = 500;

    private final Folders from;
    private final Folders to;
    private final String target;
    /** Of files of the source that were seen, by what tells them apart on their disk: where they are in the copy. */
    private final Map<Object, Path> copied = new HashMap<>();

    /** The folders of a factory or of a backup. */
    public record Folders(Path artifacts, Path repositories, Path logs, Path scenarios) {}

    /** @param target the first part of the names of the lines' folders */
    public FolderCopies(Folders from, Folders to, String target) {
        this.from = from;
        this.to = to;
        this.target = target;
    }

    @Override
    public List<String> copy(Kept kept, Consumer<String> progress) throws OutsideFailure, InterruptedException {
        List<String> missing = new ArrayList<>();
        try {
            copied.clear();
            int done = 0;
            for (String sha256 : kept.artifacts()) {
                artifact(sha256, missing);
                tell(progress, "artifacts", ++done, kept.artifacts().size());
            }
            done = 0;
            for (Kept.Snapshot snapshot : kept.snapshots()) {
                snapshot(folder(snapshot), missing);
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
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            missing.add("artifact " + sha256);
            return;
        }
        Path kept = to.artifacts().resolve(name);
        if (!Files.exists(kept)) {
            Path incoming = to.artifacts().resolve(INCOMING).resolve(sha256);
            Durable.foldersAbove(incoming);
            Durable.foldersAbove(kept);
            Files.copy(source, incoming, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            Durable.sync(incoming);
            Durable.rename(incoming, kept);
        }
        copied.put(key(source), kept);
    }

    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    private String folder(Kept.Snapshot snapshot) {
        return RepoLayout.lineFolder(target, snapshot.line()) + "/" + snapshot.directory();
    }

    private void snapshot(String name, List<String> missing) throws IOException {
        Path source = from.repositories().resolve(name);
        Path kept = to.repositories().resolve(name);
        if (!Files.isDirectory(source)) {
            missing.add("snapshot " + name);
            return;
        }
        if (!Files.exists(kept)) {
            whole(source, kept, to.repositories().resolve(INCOMING));
        }
    }

    /** @param incoming where it lies until all of it is there */
    private void whole(Path source, Path kept, Path incoming) throws IOException {
        Durable.remove(incoming);
        Durable.foldersAbove(kept);
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Durable.folders(incoming.resolve(source.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                file(file, incoming.resolve(source.relativize(file).toString()), attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        Durable.syncTree(incoming);
        Durable.rename(incoming, kept);
    }

    /** Links to what was copied already; symbolic links are copied as they are. */
    private void file(Path source, Path kept, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey() == null ? source : attributes.fileKey();
        Path same = copied.get(key);
        if (same != null && Files.exists(same)) {
            Files.createLink(kept, same);
        } else {
            Files.copy(source, kept, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void logs() throws IOException {
        if (!Files.isDirectory(from.logs())) {
            return;
        }
        Durable.folders(to.logs());
        try (DirectoryStream<Path> ended = Files.newDirectoryStream(from.logs(), "*.log")) {
            for (Path log : ended) {
                Path kept = to.logs().resolve(log.getFileName().toString());
                if (!Files.exists(kept)) {
                    Path incoming = to.logs().resolve(INCOMING);
                    Files.copy(log, incoming, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                    Durable.rename(incoming, kept);
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
                    whole(run, kept, to.scenarios().resolve(INCOMING));
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
                        if (snapshots.contains(folder)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        if (Files.exists(folder.resolve("versions.csv"))) {
                            Durable.remove(folder);
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
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
