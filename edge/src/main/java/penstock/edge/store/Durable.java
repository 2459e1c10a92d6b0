package penstock.edge.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;

/**
 * File operations that survive a power cut: what has returned is on the disk, names included. A new name is only durable once its
 * folder is synced (POSIX {@code fsync}), which every method here does for the folders that it changes.
 */
final class Durable {
    /** At the same time. */
    private static final int SYNCS = 16;
    /** What the system says, in small letters, of a disk, a server of files or a process that may have it better later. */
    private static final List<String> PASSING =
            List.of("input/output error", "stale file handle", "too many open files", "cannot allocate memory");

    private Durable() {}

    /** Makes a folder and those above it. */
    static void folders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            folders(above);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException meanwhile) {
            if (!Files.isDirectory(folder)) {
                throw meanwhile;
            }
        }
        if (above != null) {
            sync(above);
        }
    }

    /** Makes the folders above a path. */
    static void foldersAbove(Path path) throws IOException {
        Path above = path.toAbsolutePath().getParent();
        if (above != null) {
            folders(above);
        }
    }

    /** Writes a new file; its name is durable when its folder has been synced. */
    static void write(Path file, String text) throws IOException {
        Files.write(
                file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        sync(file);
    }

    /** Lets a file say this, atomically; does nothing when it does already. */
    static void replace(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        foldersAbove(file);
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(unfinished, content);
        sync(unfinished);
        rename(unfinished, file);
    }

    /** Forces a file's content, or the names in a folder, to the disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Syncs everything in and below folders; links are not followed. All at the same time: a journal forces what waits together to the
     * disk in one go.
     */
    static void syncTrees(List<Path> folders) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : folders) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    all.add(visited);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        all.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        syncAll(all);
    }

    static void syncTree(Path folder) throws IOException {
        syncTrees(List.of(folder));
    }

    /** Syncs files and folders, not what is in these. */
    static void syncAll(Collection<Path> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        try (AtOnce threads = new AtOnce(Math.min(paths.size(), SYNCS))) {
            threads.run(
                    paths.stream().<AtOnce.Task>map(path -> () -> sync(path)).toList());
        }
    }

    /** Gives a finished file or folder its name; false when a folder of that name with something in it is there already. */
    static boolean rename(Path from, Path to) throws IOException {
        boolean moved = move(from, to);
        if (moved) {
            syncParent(to);
        }
        return moved;
    }

    /** As {@link #rename}, but whoever calls syncs the folder above. */
    static boolean move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException there) {
            return false;
        } catch (FileSystemException failure) {
            if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw failure;
        }
        return true;
    }

    static void syncParent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** Removes a file, link or folder with all that is in it; links are not followed; fine when it is not there. */
    static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static OutsideFailure full(String doing, @Nullable IOException cause) {
        String message = doing + ": the disk is full: make room, then it goes on by itself";
        return cause == null ? new OutsideFailure(message, true) : new OutsideFailure(message, true, cause);
    }

    /** A failure of the file system in words that say what to do; what a person must mend first is not retryable. */
    static OutsideFailure failure(String doing, IOException cause) {
        String reason = Optional.ofNullable(
                        cause instanceof FileSystemException at ? at.getReason() : cause.getMessage())
                .orElse("");
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return full(doing, cause);
        }
        if (lower.contains("read-only")) {
            return new OutsideFailure(
                    doing + ": the file system is mounted read-only: mount it writable, then it goes on by itself",
                    true,
                    cause);
        }
        if (PASSING.stream().anyMatch(lower::contains)) {
            return new OutsideFailure(doing + ": " + reason, true, cause);
        }
        if (cause instanceof AccessDeniedException denied) {
            return new OutsideFailure(
                    doing + ": no permission on " + denied.getFile() + ": give it to the user that runs Penstock",
                    false,
                    cause);
        }
        if (cause instanceof NoSuchFileException missing) {
            return new OutsideFailure(doing + ": " + missing.getFile() + " is not there", false, cause);
        }
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new OutsideFailure(doing + ": " + said, false, cause);
    }
}
