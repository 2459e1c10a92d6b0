package penstock.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import penstock.app.document.Json;
import penstock.engine.query.Listing;

/** Writes documents as answers. What is read has an entity tag, so that who asks again and again gets it once. */
final class Answer {
    private static final ObjectWriter WRITER = new ObjectMapper().writerFor(ObjectNode.class);
    private static final int TAG_BYTES = 12;

    private Answer() {}

    /** A document that may be asked for again. */
    static void read(Context context, ObjectNode document) {
        byte[] text = bytes(document);
        String tag = "\"" + tag(text) + "\"";
        context.header("ETag", tag).header("Cache-Control", "no-cache");
        String known = context.header("If-None-Match");
        if (known != null && (known.equals(tag) || known.equals("W/" + tag) || known.equals("*"))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        whole(context, text);
    }

    /** With its length, so that it need not come in chunks. */
    private static void whole(Context context, byte[] text) {
        context.contentType("application/json")
                .header("Content-Length", String.valueOf(text.length))
                .result(text);
    }

    /** A slice of a list, with the address of the next one in the document and as a link (RFC 8288). */
    static <T> void slice(
            Context context, String name, Listing.Slice<T> slice, Function<T, ObjectNode> node, Paging paging) {
        ObjectNode document = Json.object();
        document.set(name, Json.array(slice.rows(), node));
        Optional<String> next = slice.next().map(key -> paging.next(context, key));
        next.ifPresent(address -> context.header("Link", "<" + address + ">; rel=\"next\""));
        document.put("next", next.orElse(null));
        read(context, document);
    }

    /** What came of a change. */
    static void changed(Context context, ObjectNode document) {
        context.status(HttpStatus.ACCEPTED).header("Cache-Control", "no-store");
        whole(context, bytes(document));
    }

    static void refused(Context context, Refusal refusal) {
        ObjectNode document = Json.object().put("message", refusal.message());
        document.set(
                "problems",
                Json.array(
                        refusal.mistakes(),
                        mistake -> Json.object()
                                .put("message", mistake.message())
                                .put("at", mistake.at())
                                .put("hint", mistake.hint())));
        context.status(refusal.status()).header("Cache-Control", "no-store");
        whole(context, bytes(document));
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String tag(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
