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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import penstock.engine.dlrn.TakeOver.Placed;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RepoLayout;

/**
 * The repositories of a DLRN instance, copied into a line's folder as they are: its snapshots, and the labels that lead to one. They are
 * outside input: nothing but folders, plain files and links from one snapshot to another is copied.
 */
public final class ForeignTree {
    private static final int TELL_EVERY = 100;
    private static final String COMPONENTS = "component";

    private final Path from;
    private final Path line;

    /**
     * @param from the folder {@code repos} of the instance
     * @param line the line's folder in the published tree
     */
    public ForeignTree(Path from, Path line) {
        this.from = from;
        this.line = line;
    }

    /** @param missing folders that are not there */
    public record Copied(List<String> done, List<String> missing) {}

    /**
     * Copies snapshots; those that are there already stay.
     *
     * @param directories {@link RepoLayout#isDirectory each} below the folder
     */
    public Copied copy(List<String> directories, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        List<String> done = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Set<String> known = new HashSet<>(directories);
        String doing = "copying repositories from " + from;
        try {
            Path real = from.toRealPath();
            for (String directory : directories) {
                if (!RepoLayout.isDirectory(directory) || !isFolder(real.resolve(directory))) {
                    missing.add(directory);
                    continue;
                }
                snapshot(real, directory, known);
                done.add(directory);
                if (done.size() % TELL_EVERY == 0) {
                    progress.accept("repositories: " + done.size() + " of " + directories.size());
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException(doing);
                }
            }
        } catch (IOException failure) {
            throw Durable.failure(doing, failure);
        }
        return new Copied(List.copyOf(done), List.copyOf(missing));
    }

    /** Not one that a link leads to. */
    private static boolean isFolder(Path folder) throws IOException {
        return Files.isDirectory(folder) && folder.toRealPath().equals(folder);
    }

    private void snapshot(Path real, String directory, Set<String> known) throws IOException {
        Path kept = line.resolve(directory);
        if (Files.exists(kept)) {
            return;
        }
        Path source = real.resolve(directory);
        Path staging = line.resolve(SnapshotPublisher.STAGING).resolve("foreign");
        Durable.remove(staging);
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Durable.folders(staging.resolve(source.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() || (attributes.isSymbolicLink() && leads(real, file, known))) {
                    Path copy = staging.resolve(source.relativize(file).toString());
                    Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Durable.syncTree(staging);
        Durable.foldersAbove(kept);
        Durable.rename(staging, kept);
    }

    /** Whether a link leads to a file right in one of the snapshots that are taken over. */
    private static boolean leads(Path real, Path link, Set<String> known) throws IOException {
        Path target = Files.readSymbolicLink(link);
        Path parent = link.resolveSibling(target).normalize().getParent();
        return !target.isAbsolute()
                && parent != null
                && parent.startsWith(real)
                && known.contains(real.relativize(parent).toString());
    }

    /**
     * Makes the labels that lead to a snapshot, and says which they are.
     *
     * @param inComponents whether they are in components, or at the top
     */
    public List<Placed> labels(List<String> copied, boolean inComponents) throws OutsideFailure {
        Set<String> known = new HashSet<>(copied);
        List<Placed> labels = new ArrayList<>();
        try {
            if (!inComponents) {
                labels("", from, known, labels);
            } else if (Files.isDirectory(from.resolve(COMPONENTS))) {
                try (DirectoryStream<Path> components = Files.newDirectoryStream(from.resolve(COMPONENTS))) {
                    for (Path component : components) {
                        String name = component.getFileName().toString();
                        if (RepoLayout.isName(name) && Files.isDirectory(component, LinkOption.NOFOLLOW_LINKS)) {
                            labels(name, component, known, labels);
                        }
                    }
                }
            }
            for (Placed label : labels) {
                String prefix = label.component().isEmpty() ? "" : RepoLayout.component(label.component()) + "/";
                Links.replace(
                        line.resolve(SnapshotPublisher.STAGING),
                        line.resolve(RepoLayout.label(label.component(), label.label())),
                        Path.of(label.directory().substring(prefix.length())));
            }
        } catch (IOException failure) {
            throw Durable.failure("copying labels from " + from, failure);
        }
        return labels;
    }

    private static void labels(String component, Path folder, Set<String> known, List<Placed> labels)
            throws IOException {
        String prefix = component.isEmpty() ? "" : RepoLayout.component(component) + "/";
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isSymbolicLink(entry) && RepoLayout.isName(name)) {
                    String directory = prefix + Files.readSymbolicLink(entry);
                    if (known.contains(directory)) {
                        labels.add(new Placed(component, name, directory));
                    }
                }
            }
        }
    }
}
