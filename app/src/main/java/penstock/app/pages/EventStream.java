package penstock.app.pages;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events to one browser (WHATWG HTML, 9.2), written from the request's own thread. A browser that does not take what is
 * written holds up nobody else, and the server's idle timeout ends it.
 */
final class EventStream {
    private final OutputStream out;

    EventStream(Context context) throws IOException {
        context.contentType("text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
        this.out = context.res().getOutputStream();
        // Tells the browser when to come back after a cut, and that the stream is open.
        write("retry: 2000\n\n");
    }

    /** @param data may have several lines */
    void send(String event, long id, String data) throws IOException {
        StringBuilder text = new StringBuilder(data.length() + 64);
        text.append("event: ").append(event).append("\nid: ").append(id).append('\n');
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            text.append("data:\n");
        }
        write(text.append('\n').toString());
    }

    /** Shows both ends, and proxies between them, that the connection lives. */
    void alive() throws IOException {
        write(":\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
