package penstock.edge.puppet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import penstock.puppet.ForgeArchive;
import penstock.puppet.ModuleRelease;

/** Reads what an archive says of itself; nothing is unpacked. */
final class ArchiveReader {
    private static final int LARGEST_METADATA = 1 << 20;
    private static final int MOST_ENTRIES = 200_000;

    private ArchiveReader() {}

    /**
     * @param sha256 of the file, as whoever keeps it knows it
     * @return empty when it has no {@code metadata.json} where its name says
     */
    static Optional<ModuleRelease> read(Path file, ForgeArchive archive, String sha256) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16))) {
            String wanted = archive.slug() + "/" + ForgeArchive.METADATA;
            for (int seen = 0; seen < MOST_ENTRIES; seen++) {
                TarArchiveEntry entry = tar.getNextEntry();
                if (entry == null) {
                    return Optional.empty();
                }
                if (entry.getName().equals(wanted) && entry.getSize() <= LARGEST_METADATA) {
                    String metadata = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                    return Optional.of(new ModuleRelease(archive, content(file, sha256), created(entry), metadata));
                }
            }
            return Optional.empty();
        }
    }

    private static Instant created(TarArchiveEntry entry) {
        return entry.getLastModifiedTime().toInstant();
    }

    private static ModuleRelease.Content content(Path file, String sha256) throws IOException {
        MessageDigest md5;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                md5.update(buffer, 0, read);
                size += read;
            }
        }
        return new ModuleRelease.Content(size, sha256, HexFormat.of().formatHex(md5.digest()));
    }
}
