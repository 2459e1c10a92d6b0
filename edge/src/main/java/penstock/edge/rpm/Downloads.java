package penstock.edge.rpm;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import penstock.engine.port.OutsideFailure;

/** Fetches files of repositories. A file has its name only when it is complete and, where a checksum is known, has it. */
final class Downloads {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /**
     * @param sha256 in hex; empty when it is not known
     * @param most bytes; a larger file is a failure
     */
    void fetch(URI from, Path to, String sha256, long most) throws OutsideFailure, InterruptedException {
        try {
            Files.createDirectories(to.getParent());
            var part = Files.createTempFile(to.getParent(), "part-", "");
            try {
                try (var in = open(from);
                        var out = Files.newOutputStream(part)) {
                    copy(from, in, out, most);
                }
                var found = Digest.ofFile(part);
                if (!sha256.isEmpty() && !sha256.equals(found)) {
                    throw new OutsideFailure(from + " has the checksum " + found + ", not " + sha256, true);
                }
                Files.setPosixFilePermissions(
                        part, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new OutsideFailure("cannot fetch " + from + ": " + e, true, e);
        }
    }

    private InputStream open(URI from) throws OutsideFailure, IOException, InterruptedException {
        if ("file".equals(from.getScheme())) {
            return Files.newInputStream(Path.of(from.getPath()));
        }
        var request = HttpRequest.newBuilder(from).timeout(PATIENCE).GET().build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new OutsideFailure(
                    from + " answers with status " + response.statusCode(),
                    response.statusCode() >= 500 || response.statusCode() == 429);
        }
        return response.body();
    }

    private static void copy(URI from, InputStream in, java.io.OutputStream out, long most)
            throws OutsideFailure, IOException {
        var buffer = new byte[1 << 16];
        long total = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            total += n;
            if (total > most) {
                throw new OutsideFailure(from + " is larger than " + most + " bytes", false);
            }
            out.write(buffer, 0, n);
        }
    }
}
