package penstock.app.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads bodies of requests, up to a size, as JSON (RFC 8259, so UTF-8). */
public final class Body {
    /** With bounds on how deep and how long things may be. */
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(50)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Body() {}

    /** @throws Refusal 413 when it is longer, 408 when it does not come, 415 when it says that it is something else */
    public static byte[] bytes(Context context, int most) throws Refusal {
        return bytes(context, most, "application/json");
    }

    /** What the body is said to be, in small letters and without parameters; empty when nothing is said. */
    public static String type(Context context) {
        String type = Objects.requireNonNullElse(context.header("Content-Type"), "");
        return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** @param expected its type, which it may leave out */
    public static byte[] bytes(Context context, int most, String expected) throws Refusal {
        String type = type(context);
        if (!type.isEmpty() && !type.equals(expected)) {
            throw Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the body must be " + expected);
        }
        if (context.req().getContentLengthLong() > most) {
            throw tooLong(most);
        }
        try {
            return read(context.req().getInputStream(), most);
        } catch (IOException e) {
            throw Refusal.of(HttpStatus.REQUEST_TIMEOUT, "the body did not come whole");
        }
    }

    /** A client that sends a byte now and then would hold its connection for ever: all of it has to come in a time. */
    private static byte[] read(InputStream in, int most) throws Refusal, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            body.write(piece, 0, read);
            if (body.size() > most) {
                throw tooLong(most);
            }
            if (System.nanoTime() > deadline) {
                throw Refusal.of(
                        HttpStatus.REQUEST_TIMEOUT, "the body took longer than " + PATIENCE.toSeconds() + " s");
            }
        }
        return body.toByteArray();
    }

    private static Refusal tooLong(int most) {
        return Refusal.of(HttpStatus.CONTENT_TOO_LARGE, "the body may have " + most + " bytes");
    }

    /**
     * The fields of a form as a browser sends it, the last of each name, with lines that end as ours do.
     *
     * @throws Refusal as {@link #bytes}, and 400 when it is not a form
     */
    public static Map<String, String> form(Context context, int most) throws Refusal {
        String body = new String(bytes(context, most, "application/x-www-form-urlencoded"), StandardCharsets.UTF_8);
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : body.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    String value = URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
                    fields.put(
                            URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                            value.replace("\r\n", "\n"));
                }
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.of(HttpStatus.BAD_REQUEST, "the body is not a form");
        }
        return fields;
    }

    /** @throws Refusal 400 when it is not JSON */
    public static JsonNode json(byte[] body) throws Refusal {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return READER.readTree(text);
        } catch (CharacterCodingException e) {
            throw Refusal.of(HttpStatus.BAD_REQUEST, "the body is not UTF-8");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "the body is not JSON",
                    List.of(new Refusal.Mistake(cut(e.getOriginalMessage()), where, "")));
        }
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, 197) + "...";
    }
}
