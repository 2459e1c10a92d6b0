package penstock.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import penstock.problem.Spelling;

/** Reads {@code {"packages": ["oslo-config"], "reason": "the host moves"}}, all mistakes at once. */
final class FollowWish {
    private static final int MOST = 200;

    private final List<Refusal.Mistake> mistakes = new ArrayList<>();
    private final JsonNode body;

    /** @param known the keys that it may have */
    FollowWish(JsonNode body, List<String> known) {
        this.body = body;
        if (!body.isObject()) {
            mistakes.add(new Refusal.Mistake("the body must be an object", "", "{} for the whole line"));
        }
        for (String key : (Iterable<String>) body::fieldNames) {
            if (!known.contains(key) && mistakes.size() < 100) {
                String shown = key.length() <= 50 ? key : key.substring(0, 47) + "...";
                mistakes.add(new Refusal.Mistake("the key " + shown + " is unknown", "", Spelling.hint(shown, known)));
            }
        }
    }

    List<Refusal.Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Any names; none for the whole line. */
    List<String> packages() {
        JsonNode names = body.path("packages");
        List<String> packages = new ArrayList<>();
        names.forEach(name -> {
            if (name.isTextual() && !name.asText().isEmpty() && name.asText().length() <= 100) {
                packages.add(name.asText());
            }
        });
        boolean whole = names.isMissingNode();
        if (!whole && (!names.isArray() || names.isEmpty() || names.size() > MOST || packages.size() < names.size())) {
            mistakes.add(new Refusal.Mistake(
                    "packages is a list of 1 to " + MOST + " names", "/packages", "leave it out for the whole line"));
        }
        return packages;
    }

    String reason() {
        JsonNode reason = body.path("reason");
        if (!reason.isMissingNode() && !reason.isTextual()) {
            mistakes.add(new Refusal.Mistake("reason is a text", "/reason", ""));
        }
        return reason.asText("");
    }
}
