package penstock.require.file;

import java.util.stream.IntStream;

/** Where the lines of a text start: after a line feed, a carriage return, or both. */
final class LineStarts {
    private LineStarts() {}

    static int[] of(String text) {
        return IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !feeds(text, i + 1)))
                                .map(i -> i + 1))
                .toArray();
    }

    private static boolean feeds(String text, int at) {
        return at < text.length() && text.charAt(at) == '\n';
    }

    static boolean isEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
