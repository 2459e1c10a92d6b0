package penstock.yaml;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import penstock.problem.SourcePosition;

/** A text and what the user calls it, kept so that a problem can show the line it is about. */
final class YamlSource {
    private static final int SHOWN = 120;
    private final String file;
    private final String text;
    private int @Nullable [] starts;

    YamlSource(String file, String text) {
        this.file = file;
        this.text = text;
    }

    String file() {
        return file;
    }

    /** Line and column count from 0, as SnakeYAML counts. */
    SourcePosition position(int line, int column) {
        return new SourcePosition(file, line + 1, column + 1, line(line, column));
    }

    /** The first line from this one on that starts with a percent sign; -1 when there is none. */
    int directive(int from) {
        int number = 0;
        int start = 0;
        while (start >= 0 && start < text.length()) {
            if (number >= from && text.charAt(start) == '%') {
                return number;
            }
            start = text.indexOf('\n', start) + 1;
            number = start == 0 ? number : number + 1;
            start = start == 0 ? -1 : start;
        }
        return -1;
    }

    /** The first line longer than this; -1 when there is none. */
    int lineOver(int length) {
        int number = 0;
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            if ((end < 0 ? text.length() : end) - start > length) {
                return number;
            }
            if (end < 0) {
                return -1;
            }
            start = end + 1;
            number++;
        }
        return -1;
    }

    /** The line, of a long one the part around the column. */
    private String line(int number, int column) {
        int[] index = index();
        if (number >= index.length) {
            return "";
        }
        int end = number + 1 < index.length ? index[number + 1] : text.length();
        int start = end - index[number] <= SHOWN
                ? index[number]
                : Math.min(end, index[number] + Math.max(0, column - SHOWN / 2));
        return readable(text.substring(start, Math.min(end, start + 2 * SHOWN)));
    }

    /** Where each line starts; made when the first problem asks for it. */
    private int[] index() {
        int[] known = starts;
        if (known == null) {
            known = IntStream.concat(
                            IntStream.of(0),
                            IntStream.range(0, text.length())
                                    .filter(i -> text.charAt(i) == '\n')
                                    .map(i -> i + 1))
                    .toArray();
            starts = known;
        }
        return known;
    }

    /** Cut to a readable length, control characters replaced. */
    static String readable(String line) {
        String shown = line.strip().replaceAll("\\p{Cntrl}", "\u00b7");
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
    }
}
