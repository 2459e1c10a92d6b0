package penstock.engine.distro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.distro.DistroReader;
import penstock.engine.port.OutsideFailure;

/** A folder with a distribution's files while it is read once; it remembers what each file was. */
final class DistroFolder {
    private final Path folder;
    private final SortedMap<String, String> digests = new TreeMap<>();

    DistroFolder(Path folder) {
        this.folder = folder;
    }

    /** The files that were asked for, with the SHA-256 of each; empty for one that is not there. */
    SortedMap<String, String> digests() {
        return new TreeMap<>(digests);
    }

    /** {@code path} never leads out of the folder by its words ({@link DistroReader.Files}); a link must not either. */
    Optional<byte[]> read(String path) throws OutsideFailure {
        try {
            Path real = folder.toRealPath();
            Path file = real.resolve(path);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                digests.put(path, "");
                return Optional.empty();
            }
            if (!file.toRealPath().startsWith(real)
                    || !Files.isRegularFile(file)
                    || Files.size(file) > DistroSource.LARGEST_FILE) {
                throw new OutsideFailure(file + " is no file of this folder, or larger than 16 MiB", false);
            }
            byte[] content = Files.readAllBytes(file);
            digests.put(path, sha256(content));
            return Optional.of(content);
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + path + " of " + folder + ": " + e.getMessage(), false, e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
