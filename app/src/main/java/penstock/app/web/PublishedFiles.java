package penstock.app.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers with files and folders of the published tree: ranges, conditional requests, a page for each folder. */
final class PublishedFiles {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A snapshot's files never change; whatever is reached through a label may be another tomorrow. */
    private static final Pattern IN_SNAPSHOT = Pattern.compile("/[^/]+/(component/[^/]+/)?../../[0-9a-f]{40}_.*");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("rpm", "application/x-rpm"),
            Map.entry("gz", "application/gzip"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("bz2", "application/x-bzip2"),
            Map.entry("zst", "application/zstd"),
            Map.entry("xml", "text/xml"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("asc", "text/plain; charset=utf-8"),
            Map.entry("repo", "text/plain; charset=utf-8"),
            Map.entry("md5", "text/plain; charset=utf-8"),
            Map.entry("yaml", "text/plain; charset=utf-8"),
            Map.entry("log", "text/plain; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final Path root;
    private final Pages pages;

    PublishedFiles(Path root, Pages pages) {
        this.root = root;
        this.pages = pages;
    }

    void serve(Context context) throws IOException {
        String path = context.req().getRequestURI();
        Optional<TreePath> found = TreePath.find(root, path);
        if (found.isEmpty()) {
            pages.problem(
                    context,
                    HttpStatus.NOT_FOUND,
                    "Nothing is published here",
                    "The address may have a typing mistake.");
        } else if (Files.isDirectory(found.get().file())) {
            folder(context, found.get());
        } else if (found.get().slash()) {
            context.redirect(path.substring(0, path.length() - 1), HttpStatus.MOVED_PERMANENTLY);
        } else {
            try {
                file(context, path, found.get().file());
            } catch (NoSuchFileException takenAway) {
                pages.problem(
                        context, HttpStatus.NOT_FOUND, "Nothing is published here", "It was there until just now.");
            }
        }
    }

    private void folder(Context context, TreePath path) throws IOException {
        if (!path.slash()) {
            context.redirect(context.req().getRequestURI() + "/", HttpStatus.MOVED_PERMANENTLY);
            return;
        }
        List<FolderEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path.file())) {
            for (Path entry : all) {
                if (TreePath.isPlain(entry.getFileName().toString())) {
                    FolderEntry.of(entry).ifPresent(entries::add);
                }
            }
        }
        entries.sort(Comparator.comparing(FolderEntry::folder).reversed().thenComparing(FolderEntry::name));
        context.header("Cache-Control", "no-cache");
        pages.folder(context, path.segments(), entries);
    }

    private static void file(Context context, String path, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        String tag = '"' + Long.toHexString(attributes.lastModifiedTime().toMillis()) + "-"
                + Long.toHexString(attributes.size()) + "-"
                + Integer.toHexString(String.valueOf(attributes.fileKey()).hashCode()) + '"';
        context.header("ETag", tag)
                .header("Last-Modified", HTTP_DATE.format(modified))
                .header("Accept-Ranges", "bytes")
                .header(
                        "Cache-Control",
                        IN_SNAPSHOT.matcher(path).matches() ? "max-age=31536000, immutable" : "no-cache");
        if (isKnown(context, tag, modified)) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(type(file.getFileName().toString()));
        String range = mayBePart(context, tag, modified) ? context.header("Range") : null;
        switch (ByteRange.read(range, attributes.size())) {
            case ByteRange.Asked.Whole whole -> send(context, file, new ByteRange(0, attributes.size() - 1));
            case ByteRange.Asked.Part(ByteRange part) -> {
                context.status(HttpStatus.PARTIAL_CONTENT).header("Content-Range", part.of(attributes.size()));
                send(context, file, part);
            }
            case ByteRange.Asked.Unsatisfiable none ->
                context.status(HttpStatus.RANGE_NOT_SATISFIABLE)
                        .header("Content-Range", "bytes */" + attributes.size());
        }
    }

    /** RFC 9110, 13.2.2: a tag decides, else the time. */
    private static boolean isKnown(Context context, String tag, Instant modified) {
        String tags = context.header("If-None-Match");
        if (tags != null) {
            return List.of(tags.split("\\s*,\\s*")).stream()
                    .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
        }
        return date(context.header("If-Modified-Since"))
                .filter(since -> !modified.isAfter(since))
                .isPresent();
    }

    /** RFC 9110, 13.1.5: {@code If-Range} asks for the part only of the same content. */
    private static boolean mayBePart(Context context, String tag, Instant modified) {
        String condition = context.header("If-Range");
        return condition == null
                || condition.equals(tag)
                || date(condition).filter(modified::equals).isPresent();
    }

    private static Optional<Instant> date(@org.jspecify.annotations.Nullable String text) {
        try {
            return Optional.ofNullable(text).map(known -> Instant.from(HTTP_DATE.parse(known)));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }

    private static void send(Context context, Path file, ByteRange part) throws IOException {
        context.res().setContentLengthLong(part.length());
        if (context.method().equals(HandlerType.HEAD)) {
            // Else the length would be worked out anew, from the nothing that is written.
            context.res().flushBuffer();
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(part.first());
            OutputStream out = context.res().getOutputStream();
            byte[] buffer = new byte[1 << 16];
            long left = part.length();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(file + " became shorter while it was sent");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static String type(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
