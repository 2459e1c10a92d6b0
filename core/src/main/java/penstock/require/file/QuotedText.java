package penstock.require.file;

/**
 * Reads texts in quotes: of JSON, of TOML ({@code ''} without escapes, three quotes for several lines) and of Python.
 *
 * @param value what it says
 * @param end the place after the closing quote; when there is none, where the text would have had to be closed: at the line's end, or,
 *     with three quotes, at the end of all
 */
record QuotedText(String value, int end, boolean closed) {
    private static final String ESCAPED = "btnfrae0";
    private static final String MEANT = "\b\t\n\f\r\u0007\u001b\0";

    /**
     * @param start the place of the opening quote
     * @param raw whether a backslash is nothing special
     */
    static QuotedText read(String text, int start, boolean raw) {
        char quote = text.charAt(start);
        String triple = String.valueOf(quote).repeat(3);
        boolean several = text.startsWith(triple, start);
        int at = start + (several ? 3 : 1);
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (several ? text.startsWith(triple, at) : c == quote) {
                return new QuotedText(value.toString(), at + (several ? 3 : 1), true);
            }
            if (!several && LineStarts.isEnd(c)) {
                return new QuotedText(value.toString(), at, false);
            }
            if (c == '\\' && !raw) {
                at = escape(text, at + 1, value);
            } else {
                value.append(c);
                at++;
            }
        }
        return new QuotedText(value.toString(), text.length(), false);
    }

    /** @return the place after the escape */
    private static int escape(String text, int at, StringBuilder value) {
        if (at >= text.length()) {
            return at;
        }
        char c = text.charAt(at);
        int simple = ESCAPED.indexOf(c);
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (simple >= 0) {
            value.append(MEANT.charAt(simple));
        } else if (digits > 0) {
            return point(text, at + 1, digits, value);
        } else if (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            return at + 2;
        } else if (!LineStarts.isEnd(c)) {
            value.append(c);
        }
        return at + 1;
    }

    private static int point(String text, int at, int digits, StringBuilder value) {
        int point = 0;
        int end = Math.min(at + digits, text.length());
        int i = at;
        while (i < end && Character.digit(text.charAt(i), 16) >= 0) {
            point = point * 16 + Character.digit(text.charAt(i), 16);
            i++;
        }
        value.append(Character.isValidCodePoint(point) ? Character.toString(point) : "\ufffd");
        return i;
    }
}
