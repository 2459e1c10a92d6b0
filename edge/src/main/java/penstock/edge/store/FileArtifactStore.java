package penstock.edge.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/**
 * Artifacts in a folder: {@code ab/<sha256>}, each written under another name first, synced, and renamed, so a name always stands
 * for complete content. A file is copied in rather than moved, because what a build left can still be written by who built it;
 * the digest is of the bytes that were kept. Kept files are read-only, as published repositories share them by hard links.
 */
public final class FileArtifactStore implements ArtifactStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileArtifactStore.class);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    static final String INCOMING = ".incoming";
    private static final String DAMAGED = ".damaged";

    private final Path folder;

    private FileArtifactStore(Path folder) {
        this.folder = folder;
    }

    /** Opens a store, making its folder when it is not there, and throws away what an interrupted run left half-written. */
    public static FileArtifactStore open(Path folder) throws OutsideFailure {
        try {
            Durable.folders(folder);
            Durable.remove(folder.resolve(INCOMING));
            Durable.folders(folder.resolve(INCOMING));
            return new FileArtifactStore(folder);
        } catch (IOException failure) {
            throw Durable.failure("opening the artifact store " + folder, failure);
        }
    }

    @Override
    public String add(Path file) throws OutsideFailure {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new OutsideFailure("keeping " + file + ": it is not a regular file", false);
        }
        Path incoming = folder.resolve(INCOMING).resolve(UUID.randomUUID().toString());
        try {
            String sha256 = copy(file, incoming);
            Path kept = path(sha256);
            Durable.foldersAbove(kept);
            Durable.rename(incoming, kept);
            return sha256;
        } catch (IOException failure) {
            discard(incoming, failure);
            throw Durable.failure("keeping " + file + " in the artifact store " + folder, failure);
        }
    }

    @Override
    public Optional<Path> find(String sha256) {
        Path kept = path(sha256);
        return Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS) ? Optional.of(kept) : Optional.empty();
    }

    @Override
    public Optional<Path> findVerified(String sha256) throws OutsideFailure {
        Optional<Path> kept = find(sha256);
        try {
            if (kept.isEmpty()
                    || digest(kept.get(), OutputStream.nullOutputStream()).equals(sha256)) {
                return kept;
            }
            Durable.folders(folder.resolve(DAMAGED));
            Path aside = folder.resolve(DAMAGED).resolve(sha256);
            Durable.rename(kept.get(), aside);
            LOG.error(
                    "the artifact {} is damaged and lies in {} now; published repositories that have it share the damage:"
                            + " look after the disk, and build its package again",
                    sha256,
                    aside);
            return Optional.empty();
        } catch (IOException failure) {
            throw Durable.failure("reading " + sha256 + " of the artifact store " + folder, failure);
        }
    }

    private Path path(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: '" + sha256 + "'");
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static String copy(Path from, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            String sha256 = digest(from, out);
            out.flush();
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("r--r--r--"));
            Durable.sync(to);
            return sha256;
        }
    }

    /** Copies and digests; a link put in the file's place meanwhile is not followed. */
    static String digest(Path file, OutputStream to) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                to.write(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }

    private static void discard(Path incoming, IOException failure) {
        try {
            Files.deleteIfExists(incoming);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }
}
