package penstock.require.file;

import java.util.ArrayList;
import java.util.List;

/** Splits Python's text into tokens, line by logical line: a line goes on while a bracket is open or after a backslash. */
final class PythonTokens {
    private static final int MOST = 300_000;

    enum Kind {
        NAME,
        /** A text without a prefix that makes it something else; the token's text is what it says. */
        STRING,
        NUMBER,
        /** One sign, or two that belong together, such as {@code +=}. */
        SIGN,
        /** Bytes, a formatted text: nothing that is known without running it. */
        OTHER
    }

    /** @param at its place in the text */
    record Token(Kind kind, String text, int at) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isName(String name) {
            return kind == Kind.NAME && text.equals(name);
        }
    }

    /** @param indent of its first token, in characters */
    record Line(int indent, List<Token> tokens) {}

    private final SourceText source;
    private final String text;
    private final Found found;
    private final List<Line> lines = new ArrayList<>();
    private List<Token> tokens = new ArrayList<>();
    private int at;
    private int open;
    private int count;

    private PythonTokens(SourceText source, Found found) {
        this.source = source;
        this.text = source.text();
        this.found = found;
    }

    static List<Line> of(SourceText source, Found found) {
        PythonTokens reader = new PythonTokens(source, found);
        while (reader.at < reader.text.length() && reader.count < MOST) {
            reader.next();
        }
        reader.endLine();
        if (reader.count >= MOST) {
            found.error("too much code, the rest is not read", source.at(reader.at), "");
        }
        return reader.lines;
    }

    private void next() {
        char c = text.charAt(at);
        if (LineStarts.isEnd(c)) {
            if (open == 0) {
                endLine();
            }
            at++;
        } else if (c == '\\' && at + 1 < text.length() && LineStarts.isEnd(text.charAt(at + 1))) {
            at += text.startsWith("\r\n", at + 1) ? 3 : 2;
        } else if (c == '#') {
            while (at < text.length() && !LineStarts.isEnd(text.charAt(at))) {
                at++;
            }
        } else if (c == '"' || c == '\'') {
            string(at, "");
        } else if (Character.isWhitespace(c) || c == '\ufeff') {
            at++;
        } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
            word();
        } else if (Character.isDigit(c)) {
            int start = at;
            skipWord();
            add(Kind.NUMBER, text.substring(start, at), start);
        } else {
            sign(c);
        }
    }

    private void word() {
        int start = at;
        skipWord();
        String word = text.substring(start, at);
        boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        if (quoted && word.length() <= 2) {
            string(start, word.toLowerCase(java.util.Locale.ROOT));
        } else {
            add(Kind.NAME, word, start);
        }
    }

    private void skipWord() {
        while (at < text.length() && (Character.isUnicodeIdentifierPart(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
    }

    private void string(int start, String prefix) {
        boolean known = prefix.isEmpty() || prefix.equals("u") || prefix.equals("r");
        QuotedText read = QuotedText.read(text, at, prefix.equals("r"));
        add(known && read.closed() ? Kind.STRING : Kind.OTHER, read.value(), start);
        at = read.end();
        if (!read.closed()) {
            found.error("the text is not closed", source.at(start), "what is around it is read");
        }
    }

    private void sign(char c) {
        open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 && open > 0 ? -1 : 0;
        boolean pair = at + 1 < text.length()
                && (("=!<>+-*/%|&^".indexOf(c) >= 0 && text.charAt(at + 1) == '=') || text.startsWith("**", at));
        add(Kind.SIGN, text.substring(at, at + (pair ? 2 : 1)), at);
        at += pair ? 2 : 1;
    }

    private void add(Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, start));
        count++;
    }

    private void endLine() {
        if (!tokens.isEmpty()) {
            int first = tokens.getFirst().at();
            lines.add(new Line(first - source.start(source.lineAt(first)), List.copyOf(tokens)));
            tokens = new ArrayList<>();
        }
    }
}
