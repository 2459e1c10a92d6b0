package penstock.app.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import penstock.engine.publish.PublishedLines;
import penstock.text.UtcText;

/** The pages for people. Templates lie in {@code src/main/jte} and are compiled with the program; they escape what they show. */
public final class Pages {
    private static final String PAGE = "page";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    public Pages() {}

    void front(Context context, List<PublishedLines.Line> lines, String address) {
        render(context, "front.jte", Map.of("lines", lines, "address", address));
    }

    void folder(Context context, List<String> segments, List<FolderEntry> entries) {
        render(context, "folder.jte", Map.of("segments", segments, "entries", entries));
    }

    public void problem(Context context, HttpStatus status, String title, String reason) {
        context.status(status).header("Cache-Control", "no-store");
        render(context, "problem.jte", Map.of("title", title, "reason", reason));
    }

    /** UTC, to the minute. */
    public static String time(Instant instant) {
        return UtcText.minute(instant);
    }

    /** UTC, to the second, as programs read it. */
    public static String exact(Instant instant) {
        return UtcText.second(instant);
    }

    /** A path below a folder, as it is written in a URL. */
    public static String address(String path) {
        return TreePath.isAddress(path) ? path : encoded(path);
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/")).map(TreePath::encode).collect(Collectors.joining("/"));
    }

    /** The folder so many levels up, as a relative address. */
    public static String above(int levels) {
        return "../".repeat(levels);
    }

    /** Shows a template with what it takes; gives what was sent. */
    public byte[] render(Context context, String template, Map<String, Object> parameters) {
        PageBytes html = new PageBytes();
        templates.render(template, parameters, html);
        byte[] bytes = html.toByteArray();
        send(context, bytes);
        return bytes;
    }

    /** Sends a page when the request's handlers are through. */
    public static void send(Context context, byte[] html) {
        context.attribute(PAGE, html);
    }

    /**
     * Sends the page, if there is one, with its length and in one piece. Javalin by itself would send it in chunks, and copy it 8 kB at a time
     * to where the web server copies it.
     */
    static void write(Context context) throws IOException {
        byte[] html = context.attribute(PAGE);
        if (html != null) {
            HttpServletResponse answer = context.res();
            answer.setContentType("text/html; charset=utf-8");
            answer.setContentLength(html.length);
            answer.getOutputStream().write(html);
        }
    }

    /** A part of a page. */
    public String part(String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template, parameters, html);
        return html.toString();
    }
}
