package penstock.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads {@code {"packages": ["oslo-config"], "reason": "the host moves"}}, all mistakes at once. */
final class FollowWish {
    private static final int MOST = 200;

    private final Fields fields;

    /** @param known the keys that it may have */
    FollowWish(JsonNode body, List<String> known) {
        this.fields = new Fields(body, known, "{} for the whole line");
    }

    List<Refusal.Mistake> mistakes() {
        return fields.mistakes();
    }

    /** Any names; none for the whole line. */
    List<String> packages() {
        return fields.has("packages") ? fields.names("packages", MOST, "leave it out for the whole line") : List.of();
    }

    String reason() {
        return fields.text("reason");
    }
}
