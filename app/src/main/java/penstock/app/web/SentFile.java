package penstock.app.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file as an answer: conditions and ranges as RFC 9110 says, a buffer of memory whatever its length. */
public final class SentFile {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SentFile() {}

    /**
     * @param type what it is
     * @param caching the header {@code Cache-Control}
     */
    public static void send(Context context, Path file, String type, String caching) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        String tag = '"' + Long.toHexString(attributes.lastModifiedTime().toMillis()) + "-"
                + Long.toHexString(attributes.size()) + "-"
                + Integer.toHexString(String.valueOf(attributes.fileKey()).hashCode()) + '"';
        context.header("ETag", tag)
                .header("Last-Modified", HTTP_DATE.format(modified))
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", caching);
        if (isKnown(context, tag, modified)) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(type);
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
}
