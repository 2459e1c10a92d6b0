package penstock.app.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a request whose body nobody read, as that of one who was refused. The server closes a connection whose body is not there when the answer is,
 * without a word; a client sends its next request there and finds the connection closed.
 */
final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final long MOST = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private UnreadBody() {}

    /** Reads what is left, or says that the connection ends with this answer. */
    static void end(Context context) {
        if (!isThrownAway(context)) {
            context.header("Connection", "close");
        }
    }

    private static boolean isThrownAway(Context context) {
        long length = context.req().getContentLengthLong();
        if (length == 0 || (length < 0 && context.header("Transfer-Encoding") == null)) {
            return true;
        }
        // Who asks first whether to send it does not send it.
        return length <= MOST && context.header("Expect") == null && isRead(context);
    }

    private static boolean isRead(Context context) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] piece = new byte[8192];
        long all = 0;
        try {
            InputStream in = context.req().getInputStream();
            while (all <= MOST && System.nanoTime() < deadline) {
                int read = in.read(piece);
                if (read < 0) {
                    return true;
                }
                all += read;
            }
        } catch (IOException e) {
            LOG.debug("{} sends no more of its body", context.ip(), e);
        }
        return false;
    }
}
