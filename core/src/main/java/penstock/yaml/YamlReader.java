package penstock.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/**
 * Reads YAML text (and JSON, which is YAML) into nodes with the values that PyYAML's {@code safe_load} gives them.
 *
 * <p>SnakeYAML splits the text into events; which value a scalar has, what {@code <<} merges and which of two equal keys wins is
 * decided here, by PyYAML's rules ({@code resolver.py}, {@code constructor.py}). Stricter than PyYAML in what nobody writes on
 * purpose: a structure that contains itself, more than the limits allow, and text that is not UTF-8 are errors; a key given twice is a
 * warning.
 */
public final class YamlReader {
    /** SnakeYAML's time for one word grows with the square of its length. */
    private static final int LONGEST_LINE = 200_000;

    private final YamlLimits limits;
    private final Set<String> tags;

    /** @param tags the applications' tags that are allowed, such as {@code !encrypted/pkcs1-oaep} */
    public YamlReader(YamlLimits limits, Set<String> tags) {
        this.limits = limits;
        this.tags = Set.copyOf(tags);
    }

    /** A reader with the usual limits and YAML's own tags only. */
    public YamlReader() {
        this(YamlLimits.USUAL, Set.of());
    }

    /** @param file what the user calls it, for problems */
    public YamlReading read(String file, byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return read(file, text);
        } catch (CharacterCodingException e) {
            int line = 1
                    + (int) new String(utf8, 0, goodLength(utf8), StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            SourcePosition at = new SourcePosition(file, line, 0, "");
            return failed(Problem.error("the text is not UTF-8", at, "save the file as UTF-8"));
        }
    }

    /** @param file what the user calls it, for problems */
    public YamlReading read(String file, String text) {
        if (text.length() > limits.characters()) {
            return failed(Problem.error(
                    "the file is too large",
                    SourcePosition.of(file),
                    text.length() + " characters, at most " + limits.characters()));
        }
        YamlSource source = new YamlSource(file, text);
        int longLine = source.lineOver(LONGEST_LINE);
        if (longLine >= 0) {
            return failed(Problem.error(
                    "the line is too long", source.position(longLine, 0), "at most " + LONGEST_LINE + " characters"));
        }
        List<Problem> problems = new ArrayList<>();
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(limits.characters());
            StreamReader reader = new StreamReader(text);
            YamlComposer composer = new YamlComposer(new ParserImpl(reader, options), source, limits, tags, problems);
            return new YamlReading(Optional.of(composer.document()), problems);
        } catch (YamlRefused e) {
            problems.add(e.problem());
        } catch (MarkedYAMLException e) {
            problems.add(syntax(source, e));
        } catch (ReaderException e) {
            problems.add(character(source, text, e));
        } catch (YAMLException | IllegalArgumentException e) {
            // Errors of SnakeYAML that carry no place: an escape beyond Unicode, a limit of its own.
            problems.add(Problem.error(
                    "the YAML is not valid: " + YamlSource.readable(String.valueOf(e.getMessage())),
                    SourcePosition.of(file),
                    ""));
        }
        return new YamlReading(Optional.empty(), problems);
    }

    /**
     * JSON from another program: as {@link #read}, and what JSON allows and YAML does not: tabs between values and the escape
     * {@code \\/}.
     */
    public YamlReading readJson(String file, byte[] utf8) {
        String json = new String(utf8, StandardCharsets.ISO_8859_1);
        StringBuilder yaml = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            char next = i + 1 < json.length() ? json.charAt(i + 1) : 0;
            if (quoted && c == '\\') {
                yaml.append(next == '/' ? "/" : "\\" + next);
                i++;
                continue;
            }
            quoted = (c == '"') != quoted;
            yaml.append(c == '\t' && !quoted ? ' ' : c);
        }
        return read(file, yaml.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static YamlReading failed(Problem problem) {
        return new YamlReading(Optional.empty(), List.of(problem));
    }

    private static Problem syntax(YamlSource source, MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        SourcePosition at =
                mark == null ? SourcePosition.of(source.file()) : source.position(mark.getLine(), mark.getColumn());
        String problem = e.getProblem() == null
                ? ""
                : e.getProblem().replaceFirst(" \\(Do not.*", "").strip();
        String context = e.getContext() == null ? "" : e.getContext() + " ";
        String hint = problem.contains("TAB")
                ? "indent with spaces, not tabs"
                : "look at this line and the one before it: indentation, quotes, brackets, a missing colon";
        return Problem.error("the YAML is not valid: " + YamlSource.readable(context + problem), at, hint);
    }

    private static Problem character(YamlSource source, String text, ReaderException e) {
        int offset = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
        int line =
                (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - (text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1);
        return Problem.error(
                "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
                source.position(line, Math.max(0, column)),
                "remove it, or write it as an escape in double quotes");
    }

    /** How many bytes from the start are whole UTF-8 characters. */
    private static int goodLength(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, java.nio.CharBuffer.allocate(bytes.length + 1), true);
        return in.position();
    }
}
