package penstock.edge.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import penstock.engine.dlrn.RemoteFiles;
import penstock.engine.port.OutsideFailure;

/** Fetches files over HTTP. Follows no redirect: what is asked for is what was named. */
public final class HttpFiles implements RemoteFiles {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;
    private static final int PIECE = 1 << 16;
    private static final int LONGEST_REASON = 100;

    private final InstantSource clock;

    public HttpFiles(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Got get(URI from, Path to, long most, Instant deadline) throws OutsideFailure, InterruptedException {
        try {
            HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                if (status != HttpURLConnection.HTTP_OK) {
                    return new Got.Refused(status, reason(connection));
                }
                write(from, connection, to, most, deadline);
                return new Got.Done();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new OutsideFailure("cannot fetch " + from + ": " + e.getMessage(), true, e);
        }
    }

    private static String reason(HttpURLConnection connection) throws IOException {
        String reason =
                Objects.requireNonNullElse(connection.getResponseMessage(), "").replaceAll("\\p{Cntrl}", " ");
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private void write(URI from, HttpURLConnection connection, Path to, long most, Instant deadline)
            throws IOException, OutsideFailure, InterruptedException {
        long written = 0;
        byte[] piece = new byte[PIECE];
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                written += read;
                if (written > most) {
                    throw new OutsideFailure(from + " has more than " + most + " bytes", false);
                }
                if (clock.instant().isAfter(deadline)) {
                    throw new OutsideFailure(from + " did not come in time", true);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("fetching " + from);
                }
                out.write(piece, 0, read);
            }
        }
        long told = connection.getContentLengthLong();
        if (told >= 0 && told != written) {
            throw new OutsideFailure(from + " ended early", true);
        }
    }
}
