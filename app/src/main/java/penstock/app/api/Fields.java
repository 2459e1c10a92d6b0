package penstock.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import penstock.problem.Spelling;

/** Reads a body that is an object with known keys, all mistakes at once. */
final class Fields {
    private static final int MOST_MISTAKES = 100;
    private static final int LONGEST_NAME = 300;

    private final List<Refusal.Mistake> mistakes = new ArrayList<>();
    private final JsonNode body;

    /**
     * @param known the keys that it may have
     * @param hint what to send instead of something else than an object
     */
    Fields(JsonNode body, List<String> known, String hint) {
        this.body = body;
        if (!body.isObject()) {
            mistakes.add(new Refusal.Mistake("the body must be an object", "", hint));
        }
        for (String key : (Iterable<String>) body::fieldNames) {
            if (!known.contains(key) && mistakes.size() < MOST_MISTAKES) {
                String shown = key.length() <= 50 ? key : key.substring(0, 47) + "...";
                mistakes.add(new Refusal.Mistake("the key " + shown + " is unknown", "", Spelling.hint(shown, known)));
            }
        }
    }

    List<Refusal.Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    void refuse(String key, String message, String hint) {
        mistakes.add(new Refusal.Mistake(message, "/" + key, hint));
    }

    boolean has(String key) {
        return body.has(key);
    }

    /** Empty when it is left out. */
    String text(String key) {
        JsonNode text = body.path(key);
        if (!text.isMissingNode() && !text.isTextual()) {
            refuse(key, key + " is a text", "");
        }
        return text.asText("");
    }

    /** A text that must be there, and names something. */
    String name(String key, String hint) {
        String name = text(key);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            refuse(key, key + " has 1 to " + LONGEST_NAME + " characters", hint);
        }
        return name;
    }

    /** A list of 1 to so many names. */
    List<String> names(String key, int most, String hint) {
        JsonNode names = body.path(key);
        List<String> found = new ArrayList<>();
        names.forEach(name -> {
            if (name.isTextual() && !name.asText().isEmpty() && name.asText().length() <= LONGEST_NAME) {
                found.add(name.asText());
            }
        });
        if (!names.isArray() || names.isEmpty() || names.size() > most || found.size() < names.size()) {
            refuse(key, key + " is a list of 1 to " + most + " names", hint);
        }
        return found;
    }
}
