package penstock.puppet;

import java.util.Optional;

/** Gives {@code metadata.json} another version and leaves every other character as it is. */
public final class MetadataVersion {
    private static final String KEY = "version";

    private final String json;
    private int at;

    private MetadataVersion(String json) {
        this.json = json;
    }

    /**
     * The text with the value of its own key {@code version} replaced; empty when it has none that is a text.
     *
     * @param json a map, well-formed
     * @param version has no character that JSON escapes
     */
    public static Optional<String> replaced(String json, String version) {
        return new MetadataVersion(json).value().map(value -> value.in(json, version));
    }

    /** Where a text begins and ends, without its quotes. */
    private record Span(int begin, int end) {
        String in(String json, String version) {
            return json.substring(0, begin) + version + json.substring(end);
        }
    }

    private Optional<Span> value() {
        int depth = 0;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                Span text = text();
                if (depth == 1 && json.substring(text.begin(), text.end()).equals(KEY) && colonFollows()) {
                    return at < json.length() && json.charAt(at) == '"' ? Optional.of(text()) : Optional.empty();
                }
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                at++;
            }
        }
        return Optional.empty();
    }

    /** Moves behind the closing quote. */
    private Span text() {
        int begin = ++at;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        int end = Math.min(at, json.length());
        at = end + 1;
        return new Span(begin, end);
    }

    /** Moves to the value, when it is a key that was read. */
    private boolean colonFollows() {
        skipSpace();
        if (at < json.length() && json.charAt(at) == ':') {
            at++;
            skipSpace();
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }
}
