package penstock.require.file;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the values of TOML and JSON and goes on after mistakes: what is no value is left out up to the next comma, bracket or line; a
 * bracket that is not closed ends with the text or, in TOML, where the next key or table starts.
 */
final class ValueReader {
    private static final int DEEPEST = 50;
    private static final String ENDS = ",]}[{\"'\r\n";
    /** What can't be a line inside an array: a table's header, a key. */
    private static final Pattern STATEMENT = Pattern.compile(
            "^(?:\\[\\[?[A-Za-z_][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_\"'-]+)*]?]|[A-Za-z0-9_-]+[ \\t]*=[^=])");

    private final SourceText source;
    private final String text;
    private final Syntax syntax;
    private final Found found;
    private int at;
    private boolean stopped;

    ValueReader(SourceText source, Syntax syntax, Found found) {
        this.source = source;
        this.text = source.text();
        this.syntax = syntax;
        this.found = found;
    }

    /** Where the next thing is read. */
    int at() {
        return at;
    }

    /** Reads the value that starts at a place or after the white space there. */
    Optional<Value> read(int from) {
        at = from;
        stopped = false;
        skipSpace(false);
        return value(0);
    }

    private Optional<Value> value(int depth) {
        if (at >= text.length()) {
            error("the text ends where a value is missing", at);
            return Optional.empty();
        }
        if (depth > DEEPEST) {
            error("too deeply nested", at);
            at = text.length();
            return Optional.empty();
        }
        return switch (text.charAt(at)) {
            case '[' -> Optional.of(items(depth));
            case '{' -> Optional.of(table(depth));
            case '"', '\'' -> quoted();
            default -> bare();
        };
    }

    private Optional<Value> quoted() {
        int start = at;
        boolean raw = syntax == Syntax.TOML && text.charAt(start) == '\'';
        QuotedText read = QuotedText.read(text, start, raw);
        at = read.end();
        if (!read.closed()) {
            error("the text is not closed", start);
            return Optional.empty();
        }
        return Optional.of(new Value.Text(read.value(), start));
    }

    private Optional<Value> bare() {
        int start = at;
        while (at < text.length() && ENDS.indexOf(text.charAt(at)) < 0 && !syntax.isComment(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at).strip();
        if (word.isEmpty() || word.indexOf(' ') >= 0) {
            error("not a value", start);
            at += at == start ? 1 : 0;
            return Optional.empty();
        }
        return Optional.of(new Value.Bare(word, start));
    }

    private Value items(int depth) {
        int start = at++;
        List<Value> items = new ArrayList<>();
        boolean comma = true;
        while (inside(start, ']')) {
            char c = text.charAt(at);
            if (c == ',' || c == '}') {
                wrong(c == '}' || comma, at);
                comma = c == ',';
                at++;
            } else {
                wrong(!comma, at);
                value(depth + 1).ifPresent(items::add);
                comma = false;
            }
        }
        return new Value.Items(items, start);
    }

    private Value table(int depth) {
        int start = at++;
        List<Value.Entry> entries = new ArrayList<>();
        boolean comma = true;
        while (inside(start, '}')) {
            char c = text.charAt(at);
            if (c == ',' || c == ']') {
                wrong(c == ']' || comma, at);
                comma = c == ',';
                at++;
            } else {
                wrong(!comma, at);
                entry(depth).ifPresent(entries::add);
                comma = false;
            }
        }
        return new Value.Table(entries, start);
    }

    private Optional<Value.Entry> entry(int depth) {
        Optional<String> key = key();
        skipSpace(true);
        if (key.isEmpty() || at >= text.length() || text.charAt(at) != syntax.afterKey()) {
            error("not a key with a value", at);
            while (at < text.length() && ",}]\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return Optional.empty();
        }
        at++;
        skipSpace(true);
        return value(depth + 1).map(value -> new Value.Entry(key.get(), value));
    }

    /** A key in quotes or a bare one; the parts of a dotted key stay joined by dots. */
    private Optional<String> key() {
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return quoted().map(value -> ((Value.Text) value).text());
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at == start ? Optional.empty() : Optional.of(text.substring(start, at));
    }

    /** Goes to the next thing inside brackets; past the closing one, and then, or when it is missing, nothing more is inside. */
    private boolean inside(int start, char close) {
        skipSpace(true);
        if (!stopped && at < text.length() && text.charAt(at) == close) {
            at++;
            return false;
        }
        if (!stopped && (at >= text.length() || startsStatement())) {
            error("the bracket is not closed", start);
            stopped = true;
        }
        return !stopped;
    }

    private boolean startsStatement() {
        if (syntax != Syntax.TOML || at == 0 || !LineStarts.isEnd(text.charAt(at - 1))) {
            return false;
        }
        return STATEMENT
                .matcher(text.substring(at, Math.min(endOfLine(at), at + 200)) + " ")
                .find();
    }

    private void wrong(boolean isWrong, int where) {
        if (isWrong) {
            error("a comma or a value is missing or too much", where);
        }
    }

    private void skipSpace(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (syntax.isComment(c)) {
                at = endOfLine(at);
            } else if (c == ' ' || c == '\t' || (lines && LineStarts.isEnd(c)) || c == '\ufeff') {
                at++;
            } else {
                return;
            }
        }
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && !LineStarts.isEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void error(String message, int where) {
        found.error(message, source.at(Math.min(where, text.length())), "what is around it is read");
    }
}
