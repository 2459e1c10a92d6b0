package penstock.require.python;

/**
 * A quoted text of a marker. It ends at the first quote of its kind; what is between has the meaning that it has in Python, escapes
 * included, save for names of characters ({@code \N{...}}), which are refused.
 */
final class PythonLiteral {
    private static final String PLAIN_ESCAPES = "\\'\"abfnrtv";
    private static final String THEIR_MEANING = "\\'\"\u0007\b\f\n\r\t\u000b";

    private final TextScan scan;
    private final StringBuilder value = new StringBuilder();

    private PythonLiteral(TextScan scan) {
        this.scan = scan;
    }

    /** The text of the literal that begins here. */
    static String take(TextScan scan) {
        int open = scan.at();
        char quote = scan.peek();
        int end = open + 1;
        do {
            scan.moveTo(end++);
            if (scan.atEnd()) {
                throw new TextRefused("This quote is not closed", open + 1);
            }
        } while (scan.peek() != quote);
        int close = scan.at();
        scan.moveTo(open + 1);
        PythonLiteral literal = new PythonLiteral(scan);
        while (scan.at() < close) {
            literal.step(close);
        }
        scan.moveTo(close + 1);
        return literal.value.toString();
    }

    private void step(int close) {
        char c = scan.peek();
        if (c == '\n' || c == '\r' || c == '\0') {
            throw scan.refused("A quoted text stays on one line");
        }
        scan.moveTo(scan.at() + 1);
        if (c != '\\') {
            value.append(c);
        } else if (scan.at() == close) {
            throw scan.refused("A backslash cannot end a quoted text");
        } else {
            escape(close);
        }
    }

    /** Behind a backslash. */
    private void escape(int close) {
        char c = scan.peek();
        scan.moveTo(scan.at() + 1);
        int plain = PLAIN_ESCAPES.indexOf(c);
        if (plain >= 0) {
            value.append(THEIR_MEANING.charAt(plain));
            return;
        }
        switch (c) {
            case '\n' -> {}
            case '\r' -> scan.take('\n');
            case 'x' -> hex(2, close);
            case 'u' -> hex(4, close);
            case 'U' -> hex(8, close);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c, close);
            case 'N', '\0' -> throw scan.refused("This escape is not allowed in a quoted text");
            default -> value.append('\\').append(c);
        }
    }

    private void hex(int digits, int close) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = scan.at() < close ? Character.digit(scan.peek(), 16) : -1;
            if (digit < 0 || scan.peek() > 'f' || number > Character.MAX_CODE_POINT >> 4) {
                throw scan.refused("An escape of " + digits + " hexadecimal digits is cut short or out of range");
            }
            number = number * 16 + digit;
            scan.moveTo(scan.at() + 1);
        }
        if (number > Character.MAX_CODE_POINT) {
            throw scan.refused("There is no such character");
        }
        value.appendCodePoint(number);
    }

    private void octal(char first, int close) {
        int number = first - '0';
        for (int i = 0; i < 2 && scan.at() < close && scan.peek() >= '0' && scan.peek() <= '7'; i++) {
            number = number * 8 + scan.peek() - '0';
            scan.moveTo(scan.at() + 1);
        }
        value.appendCodePoint(number);
    }
}
