package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a row of parts, each with its length, so that no two rows give the same bytes. */
final class Digest {
    private final MessageDigest sha256 = sha256();

    Digest add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    Digest add(byte[] part) {
        sha256.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
        sha256.update(part);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** SHA-256 of a file's content, in 64 hex digits. */
    static String ofFile(Path file) throws IOException {
        var sha256 = sha256();
        try (var to = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), sha256)) {
            Files.copy(file, to);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
