package penstock.require.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.text.VisibleText;

/**
 * A file's text and its lines. Decoded as Python tools do it: by its byte order mark, else by the {@code coding:} of its first two lines,
 * else as UTF-8. The lines of a conflict that somebody committed are blanked, as are those of the other side: ours is read.
 */
final class SourceText {
    /** Far above the largest real file (global-requirements.txt has some 30,000 bytes). */
    static final int LARGEST = 2 << 20;

    private static final int SHOWN = 200;
    private static final Pattern CODING = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");
    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "utf8", StandardCharsets.UTF_8,
            "ascii", StandardCharsets.US_ASCII,
            "us-ascii", StandardCharsets.US_ASCII,
            "latin-1", StandardCharsets.ISO_8859_1,
            "latin1", StandardCharsets.ISO_8859_1,
            "iso-8859-1", StandardCharsets.ISO_8859_1);

    private final String file;
    private final String text;
    private final int[] starts;

    private SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.starts = LineStarts.of(text);
    }

    /** What is left out or not decoded is said in {@code problems}. */
    static SourceText of(String file, byte[] bytes, List<Problem> problems) {
        boolean cut = bytes.length > LARGEST;
        SourceText decoded = new SourceText(file, decode(file, cut ? Arrays.copyOf(bytes, LARGEST) : bytes, problems));
        SourceText whole = cut ? decoded.withoutLastLine(problems) : decoded;
        return Conflicts.in(whole).isEmpty() ? whole : new SourceText(file, Conflicts.blanked(whole, problems));
    }

    private SourceText withoutLastLine(List<Problem> problems) {
        int last = starts[starts.length - 1];
        problems.add(Problem.error(
                "the file is too large, the rest is not read",
                position(lineAt(last), 0),
                "at most " + LARGEST + " bytes"));
        return new SourceText(file, text.substring(0, last));
    }

    private static String decode(String file, byte[] bytes, List<Problem> problems) {
        Optional<Mark> mark = Mark.of(bytes);
        int skipped = mark.map(Mark::length).orElse(0);
        Charset charset = mark.map(Mark::charset).orElseGet(() -> declared(file, bytes, problems));
        ByteBuffer content =
                ByteBuffer.wrap(bytes, skipped, bytes.length - skipped).slice();
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(content)
                    .toString();
        } catch (CharacterCodingException e) {
            String lenient = new String(bytes, skipped, bytes.length - skipped, charset);
            SourceText broken = new SourceText(file, lenient);
            int line = broken.lineAt(Math.max(0, lenient.indexOf('\ufffd')));
            problems.add(Problem.error(
                    "the text is not " + charset.name(), broken.position(line, 0), "save the file as UTF-8"));
            return lenient;
        }
    }

    private static Charset declared(String file, byte[] bytes, List<Problem> problems) {
        String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
        String[] lines = head.split("\n", 3);
        for (int i = 0; i < Math.min(2, lines.length); i++) {
            Matcher coding = CODING.matcher(lines[i]);
            if (coding.find()) {
                String name = coding.group(1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                Charset known = CHARSETS.get(name);
                if (known != null) {
                    return known;
                }
                problems.add(Problem.warning(
                        "the coding is not known, read as UTF-8",
                        new SourcePosition(file, i + 1, 0, shown(lines[i])),
                        ""));
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** A byte order mark. */
    private record Mark(int length, Charset charset) {
        static Optional<Mark> of(byte[] b) {
            int first = b.length < 2 ? 0 : (b[0] & 0xff) << 8 | (b[1] & 0xff);
            int second = b.length < 4 ? -1 : (b[2] & 0xff) << 8 | (b[3] & 0xff);
            return switch (first) {
                case 0xefbb ->
                    b.length > 2 && (b[2] & 0xff) == 0xbf
                            ? Optional.of(new Mark(3, StandardCharsets.UTF_8))
                            : Optional.empty();
                case 0xfffe ->
                    Optional.of(
                            second == 0
                                    ? new Mark(4, StandardCharsets.UTF_32LE)
                                    : new Mark(2, StandardCharsets.UTF_16LE));
                case 0xfeff -> Optional.of(new Mark(2, StandardCharsets.UTF_16BE));
                default -> Optional.empty();
            };
        }
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    int lineCount() {
        return starts.length;
    }

    /** A line without its end; lines count from 1. */
    String line(int number) {
        int end = number < starts.length ? starts[number] : text.length();
        while (end > starts[number - 1] && LineStarts.isEnd(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(starts[number - 1], end);
    }

    /** Where a line starts in the text. */
    int start(int line) {
        return starts[line - 1];
    }

    /** The line in which a place of the text is. */
    int lineAt(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** A whole line. */
    SourcePosition position(int line) {
        return position(line, 0);
    }

    SourcePosition at(int offset) {
        int line = lineAt(offset);
        return position(line, offset - starts[line - 1] + 1);
    }

    SourcePosition position(int line, int column) {
        int start = starts[line - 1];
        int end = line < starts.length ? starts[line] : text.length();
        // Of a line of megabytes only what is shown is copied, as each requirement and problem has its position.
        return new SourcePosition(file, line, column, shown(text.substring(start, Math.min(end, start + 2 * SHOWN))));
    }

    /** Cut to a readable length. */
    static String shown(String line) {
        String stripped = line.strip();
        return VisibleText.of(stripped.length() <= SHOWN ? stripped : stripped.substring(0, SHOWN) + "...");
    }
}
