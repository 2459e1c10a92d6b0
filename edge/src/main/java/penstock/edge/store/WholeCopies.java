package penstock.edge.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import penstock.repo.RepoLayout;

/**
 * Copies files and folders, each of which appears under its name when it is whole. RPMs and links that have several names by hard links
 * have them in the copy as well.
 */
final class WholeCopies {
    /** Of what was seen in the source, by what tells files apart on their disk: where it is in the copy. */
    private final Map<Object, Path> copied = new HashMap<>();

    void forget() {
        copied.clear();
    }

    /** Other names of a file of the source become names of its copy. */
    void same(Path source, Path kept) throws IOException {
        copied.putIfAbsent(
                key(source, Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)), kept);
    }

    private static Object key(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? file : key;
    }

    /**
     * Copies a file.
     *
     * @param incoming where it lies until all of it is there
     * @return whether it was there to the end
     */
    boolean file(Path source, Path kept, Path incoming) throws IOException {
        Durable.foldersAbove(incoming);
        Durable.foldersAbove(kept);
        try {
            Files.copy(source, incoming, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException failure) {
            mustBeOf(source, failure);
            return false;
        }
        Durable.sync(incoming);
        Durable.rename(incoming, kept);
        return true;
    }

    /**
     * Copies a folder; symbolic links in it are copied as they are.
     *
     * @param incoming where it lies until all of it is there
     * @return whether it was there to the end
     */
    boolean folder(Path source, Path kept, Path incoming) throws IOException {
        Durable.remove(incoming);
        Durable.foldersAbove(kept);
        List<Path> unsynced = new ArrayList<>();
        Map<Object, Path> rpms = new HashMap<>();
        try {
            Files.walkFileTree(source, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Path copy = incoming.resolve(source.relativize(folder));
                    Files.createDirectories(copy);
                    unsynced.add(copy);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path below = source.relativize(file);
                    Path copy = incoming.resolve(below);
                    if (!linked(file, copy, attributes) && attributes.isRegularFile()) {
                        unsynced.add(copy);
                        if (RepoLayout.isRpmFile(file.getFileName().toString())) {
                            rpms.put(key(file, attributes), kept.resolve(below));
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException failure) {
            mustBeOf(source, failure);
            return false;
        }
        if (!Files.isDirectory(source)) {
            // It went while its last files were listed, so some may never have been seen.
            return false;
        }
        Durable.syncAll(unsynced);
        Durable.rename(incoming, kept);
        rpms.forEach(copied::putIfAbsent);
        return true;
    }

    /** Whether the copy is another name of what was copied before. */
    private boolean linked(Path source, Path copy, BasicFileAttributes attributes) throws IOException {
        Path same = copied.get(key(source, attributes));
        if (same != null) {
            try {
                Files.createLink(copy, same);
                return true;
            } catch (FileSystemException | UnsupportedOperationException noMoreLinks) {
                // The file system has none, or no more of this file, or somebody removed the other name.
                Files.deleteIfExists(copy);
            }
        }
        Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return false;
    }

    /** What went in the source is to be expected; what is amiss in the copy is a failure. */
    static void mustBeOf(Path source, NoSuchFileException failure) throws NoSuchFileException {
        if (failure.getFile() == null || !Path.of(failure.getFile()).startsWith(source)) {
            throw failure;
        }
    }
}
