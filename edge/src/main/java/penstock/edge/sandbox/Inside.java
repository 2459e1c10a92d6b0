package penstock.edge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.engine.port.OutsideFailure;

/**
 * Reads what hostile code left in a root. Every folder on the way is opened relative to the one before ({@code openat} with
 * {@code O_NOFOLLOW}), so that no link inside can lead outside; only regular files are opened, since a pipe would block and a device
 * do worse. Nothing runs in the root meanwhile.
 */
final class Inside {
    /** More names than that in one folder are not a result of a build. */
    private static final int MOST_FILES = 100_000;

    private final Path root;

    Inside(Path root) {
        this.root = root;
    }

    List<String> files(String folder) throws OutsideFailure {
        try {
            return in(names(folder), opened -> list(opened, folder));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("list " + folder, e);
        }
    }

    private static List<String> list(SecureDirectoryStream<Path> opened, String folder)
            throws IOException, OutsideFailure {
        var found = new ArrayList<String>();
        int seen = 0;
        for (var entry : opened) {
            if (++seen > MOST_FILES) {
                throw new OutsideFailure("sandbox: more than " + MOST_FILES + " files in " + folder, false);
            }
            var name = entry.getFileName();
            if (plain(name.toString())
                    && attributes(opened, name)
                            .filter(BasicFileAttributes::isRegularFile)
                            .isPresent()) {
                found.add(name.toString());
            }
        }
        found.sort(null);
        return found;
    }

    void copyOut(String file, Path to, long maxBytes) throws OutsideFailure {
        var names = names(file);
        if (names.isEmpty()) {
            throw new OutsideFailure("sandbox: " + file + " names no file", false);
        }
        try {
            in(names.subList(0, names.size() - 1), folder -> {
                var name = Path.of(names.getLast());
                requireFile(folder, name, file, maxBytes);
                try (var from =
                        folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                    copy(from, file, to, maxBytes);
                }
                return to;
            });
        } catch (IOException e) {
            throw failure("copy " + file + " to " + to, e);
        }
    }

    private static void requireFile(SecureDirectoryStream<Path> folder, Path name, String file, long maxBytes)
            throws IOException, OutsideFailure {
        var attributes = attributes(folder, name).orElseThrow(() -> new NoSuchFileException(file));
        if (!attributes.isRegularFile()) {
            throw new OutsideFailure("sandbox: " + file + " is not a regular file", false);
        }
        if (attributes.size() > maxBytes) {
            throw tooLarge(file, maxBytes);
        }
    }

    private static void copy(SeekableByteChannel from, String file, Path to, long maxBytes)
            throws IOException, OutsideFailure {
        try (var out = Files.newByteChannel(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            InputStream in = Channels.newInputStream(from);
            var buffer = new byte[64 * 1024];
            long copied = 0;
            int read;
            while ((read = in.read(buffer)) >= 0) {
                copied += read;
                if (copied > maxBytes) {
                    throw tooLarge(file, maxBytes);
                }
                out.write(ByteBuffer.wrap(buffer, 0, read));
            }
        }
    }

    /** Refuses a path whose way leads over a link: what is mounted or made there would be behind it. */
    void requireNoLink(String path) throws OutsideFailure {
        var names = names(path);
        try {
            var folder = root;
            for (var name : names) {
                folder = folder.resolve(name);
                if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
                if (Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isSymbolicLink()) {
                    throw new OutsideFailure(
                            "sandbox: nothing can be put at " + path + ": in the root, " + root.relativize(folder)
                                    + " is a link",
                            false);
                }
            }
        } catch (IOException e) {
            throw failure("look at " + path, e);
        }
    }

    /** Something done in an opened folder. */
    private interface Look<T> {
        T at(SecureDirectoryStream<Path> folder) throws IOException, OutsideFailure;
    }

    private <T> T in(List<String> names, Look<T> look) throws IOException, OutsideFailure {
        try (var top = Files.newDirectoryStream(root)) {
            if (!(top instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this Java cannot open files relative to folders");
            }
            return in(secure, names, look);
        }
    }

    private static <T> T in(SecureDirectoryStream<Path> folder, List<String> names, Look<T> look)
            throws IOException, OutsideFailure {
        if (names.isEmpty()) {
            return look.at(folder);
        }
        var name = Path.of(names.getFirst());
        // Opening a pipe would block, so it is looked at first; opening a link fails.
        if (attributes(folder, name).filter(BasicFileAttributes::isDirectory).isEmpty()) {
            throw new NoSuchFileException(name.toString(), null, "no such folder");
        }
        try (var next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return in(next, names.subList(1, names.size()), look);
        }
    }

    private static Optional<BasicFileAttributes> attributes(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        try {
            return Optional.of(
                    folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(String path) throws OutsideFailure {
        if (!path.startsWith("/") || !plain(path)) {
            throw new OutsideFailure("sandbox: not an absolute path: " + path, false);
        }
        var names = new ArrayList<String>();
        for (var name : path.split("/")) {
            if (name.equals("..")) {
                throw new OutsideFailure("sandbox: path with ..: " + path, false);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean plain(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    private static OutsideFailure tooLarge(String file, long maxBytes) {
        return new OutsideFailure("sandbox: " + file + " is larger than " + Sizes.words(maxBytes), false);
    }

    private static OutsideFailure failure(String doing, IOException e) {
        return new OutsideFailure("sandbox: cannot " + doing + ": " + e, false, e);
    }
}
