package penstock.engine.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** An artifact store in a folder, without the care that a power cut needs. */
public final class FolderStore implements ArtifactStore {
    private final Path folder;

    public FolderStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public String add(Path file) throws OutsideFailure {
        if (!Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            throw new OutsideFailure("not a regular file: " + file, false);
        }
        try {
            byte[] content = Files.readAllBytes(file);
            String sha256 = sha256(content);
            Files.createDirectories(folder);
            if (find(sha256).isEmpty()) {
                Files.write(folder.resolve(sha256), content);
            }
            return sha256;
        } catch (IOException failure) {
            throw new OutsideFailure("adding " + file, false, failure);
        }
    }

    @Override
    public Optional<Path> find(String sha256) {
        return Optional.of(folder.resolve(sha256)).filter(Files::isRegularFile);
    }

    @Override
    public Optional<Path> findVerified(String sha256) throws OutsideFailure {
        Optional<Path> found = find(sha256);
        try {
            if (found.isPresent() && !sha256(Files.readAllBytes(found.get())).equals(sha256)) {
                Files.delete(found.get());
                return Optional.empty();
            }
            return found;
        } catch (IOException failure) {
            throw new OutsideFailure("reading " + sha256, false, failure);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
