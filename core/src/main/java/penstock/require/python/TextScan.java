package penstock.require.python;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place that moves through a text from left to right. */
final class TextScan {
    private final String text;
    private int at;

    TextScan(String text) {
        this.text = text;
    }

    /** What a grammar makes of a text, or the mistake that it found there. */
    static <T> Reading<T> read(String text, Function<TextScan, T> grammar) {
        if (text.length() > PythonRequirement.MAX_LENGTH) {
            return new Reading.Refused<>(
                    "Longer than " + PythonRequirement.MAX_LENGTH + " characters", PythonRequirement.MAX_LENGTH + 1);
        }
        try {
            return new Reading.Read<>(grammar.apply(new TextScan(text)));
        } catch (TextRefused e) {
            return new Reading.Refused<>(e.getMessage(), e.column());
        }
    }

    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** Python's {@code $}: the end, or before a newline that ends the text. */
    boolean atLastNewline() {
        return atEnd() || (at == text.length() - 1 && peek() == '\n');
    }

    /** The character {@code ahead} places further on; NUL behind the end. */
    char peek(int ahead) {
        int place = at + ahead;
        return place < text.length() ? text.charAt(place) : '\0';
    }

    char peek() {
        return peek(0);
    }

    boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    boolean take(String wanted) {
        if (text.startsWith(wanted, at)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    /** The first of some words in lower case that is written here, in any ASCII case; null when none is. */
    @Nullable
    String takeWord(List<String> words) {
        for (String word : words) {
            if (isHere(word)) {
                at += word.length();
                return word;
            }
        }
        return null;
    }

    private boolean isHere(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (PythonText.lower(peek(i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The digits written here, perhaps none. */
    String takeDigits() {
        int from = at;
        while (PythonText.isDigit(peek())) {
            at++;
        }
        return text.substring(from, at);
    }

    /** Passes what a regular expression's {@code \s*} does. */
    void skipSpace() {
        while (!atEnd() && PythonText.isSpace(peek())) {
            at++;
        }
    }

    /** Passes spaces and tabs: the only white space between the parts of a requirement. Says whether there was any. */
    boolean skipBlanks() {
        int from = at;
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
        return at > from;
    }

    String since(int from) {
        return text.substring(from, at);
    }

    TextRefused refused(String message) {
        return new TextRefused(message, at + 1);
    }
}
