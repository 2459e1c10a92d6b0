package penstock.edge.openpgp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder of keys. A key is one file, whose name says which came when, so that each change is one rename and a crash leaves
 * the keys as they were before or after it, with at most a file whose name starts with a dot:
 *
 * <pre>
 * keys/                              0700
 *   0001-FINGERPRINT.asc             0600, a private key
 *   0002-FINGERPRINT.asc             the one that signs
 *   retired/FINGERPRINT.asc          what is left of a retired key: its public part
 * </pre>
 */
final class KeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);

    private static final Pattern NAME = Pattern.compile("([0-9]{4,9})-([0-9A-F]{40})\\.asc");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final String RETIRED = "retired";
    private static final Pattern RETIRED_NAME = Pattern.compile("([0-9A-F]{40})\\.asc");
    private static final String UNFINISHED = ".new-";

    private final Path folder;

    KeyFiles(Path folder) {
        this.folder = folder;
    }

    /** @param number rises with each key */
    record Entry(int number, String fingerprint, Path file) {}

    /** Makes the folder when it is not there, takes away what an interrupted run left, and shuts out everybody else. */
    void open() throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = folder.resolveSibling(".").normalize().toAbsolutePath();
            Files.createDirectories(above);
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            sync(above);
        }
        shut(folder, FOLDER);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
        for (Entry entry : entries()) {
            shut(entry.file(), FILE);
        }
    }

    private static void shut(Path path, Set<PosixFilePermission> wanted) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!wanted.containsAll(found)) {
            LOG.warn(
                    "{} was open to others ({}) and is not any more; if somebody may have read it: penstock key rotate",
                    path,
                    PosixFilePermissions.toString(found));
            Files.setPosixFilePermissions(path, wanted);
        }
    }

    /** The newest first; empty when there is no folder. */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    entries.add(new Entry(Integer.parseInt(name.group(1)), name.group(2), file));
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return entries;
        }
        entries.sort(Comparator.comparingInt(Entry::number).reversed());
        return entries;
    }

    String read(Entry entry) throws IOException {
        if (Files.size(entry.file()) > Key.LARGEST_TEXT) {
            throw new IOException(entry.file() + " is larger than a key can be");
        }
        return Files.readString(entry.file(), StandardCharsets.ISO_8859_1);
    }

    void add(String fingerprint, String privateText) throws IOException {
        int number = entries().stream().mapToInt(Entry::number).max().orElse(0) + 1;
        write(folder, "%04d-%s.asc".formatted(number, fingerprint), privateText);
    }

    /** The fingerprints of retired keys. */
    Set<String> retired() throws IOException {
        Set<String> fingerprints = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve(RETIRED))) {
            for (Path file : all) {
                Matcher name = RETIRED_NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    fingerprints.add(name.group(1));
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return fingerprints;
        }
        return fingerprints;
    }

    /** Keeps the public part under another name, then removes the private one. */
    void retire(String fingerprint, String publicText) throws IOException {
        Path retired = folder.resolve(RETIRED);
        if (!Files.isDirectory(retired)) {
            Files.createDirectory(retired, PosixFilePermissions.asFileAttribute(FOLDER));
            sync(folder);
        }
        write(retired, fingerprint + ".asc", publicText);
        Optional<Entry> entry = entries().stream()
                .filter(one -> one.fingerprint().equals(fingerprint))
                .findFirst();
        if (entry.isPresent()) {
            Files.delete(entry.get().file());
            sync(folder);
        }
    }

    private static void write(Path parent, String name, String text) throws IOException {
        Path unfinished = parent.resolve(UNFINISHED + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, parent.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync(parent);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
