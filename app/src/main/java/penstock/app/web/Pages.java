package penstock.app.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import penstock.engine.publish.PublishedLines;

/** The pages for people. Templates lie in {@code src/main/jte} and are compiled with the program; they escape what they show. */
public final class Pages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    Pages() {}

    void front(Context context, List<PublishedLines.Line> lines, String address) {
        render(context, "front.jte", Map.of("lines", lines, "address", address));
    }

    void folder(Context context, List<String> segments, List<FolderEntry> entries) {
        render(context, "folder.jte", Map.of("segments", segments, "entries", entries));
    }

    void problem(Context context, HttpStatus status, String title, String reason) {
        context.status(status).header("Cache-Control", "no-store");
        render(context, "problem.jte", Map.of("title", title, "reason", reason));
    }

    void style(Context context) throws IOException {
        try (InputStream css = Objects.requireNonNull(Pages.class.getResourceAsStream("penstock.css"))) {
            context.contentType("text/css; charset=utf-8")
                    .header("Cache-Control", "max-age=300")
                    .result(css.readAllBytes());
        }
    }

    /** UTC, to the minute. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** A path below a folder, as it is written in a URL. */
    public static String address(String path) {
        return Arrays.stream(path.split("/")).map(TreePath::encode).collect(Collectors.joining("/"));
    }

    /** The folder so many levels up, as a relative address. */
    public static String above(int levels) {
        return "../".repeat(levels);
    }

    private void render(Context context, String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template, parameters, html);
        context.html(html.toString());
    }
}
