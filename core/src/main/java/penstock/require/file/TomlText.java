package penstock.require.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A TOML file's values with the full names of their keys, in the file's order. */
final class TomlText {
    private static final Pattern PART =
            Pattern.compile("^[ \\t]*(?:\"([^\"\\\\]*)\"|'([^']*)'|([A-Za-z0-9_-]+))[ \\t]*");

    private static final int LONGEST_PART = 500;
    private static final int MOST_PARTS = 20;
    private static final int MOST = 20_000;

    /** @param path of the key from the root, as in {@code [project, optional-dependencies, test]} */
    record Entry(List<String> path, Value value) {
        public Entry {
            path = List.copyOf(path);
        }
    }

    private final SourceText source;
    private final Found found;
    private final List<Entry> entries = new ArrayList<>();
    private List<String> table = List.of();

    private TomlText(SourceText source, Found found) {
        this.source = source;
        this.found = found;
    }

    static TomlText read(SourceText source, Found found) {
        TomlText toml = new TomlText(source, found);
        ValueReader values = new ValueReader(source, Syntax.TOML, found);
        int line = 1;
        while (line <= source.lineCount() && toml.entries.size() < MOST) {
            line = Math.max(line + 1, toml.statement(values, line));
        }
        if (line <= source.lineCount()) {
            found.error("too many keys, the rest is not read", source.position(line), "at most " + MOST);
        }
        return toml;
    }

    /** Those whose path starts so; of them the rest of the path. Inline tables are written out. */
    List<Entry> under(String... path) {
        List<String> start = List.of(path);
        return entries.stream()
                .filter(entry -> entry.path().size() > start.size()
                        && entry.path().subList(0, start.size()).equals(start))
                .map(entry -> new Entry(
                        entry.path().subList(start.size(), entry.path().size()), entry.value()))
                .toList();
    }

    Optional<Value> get(String... path) {
        List<String> whole = List.of(path);
        return entries.stream()
                .filter(entry -> entry.path().equals(whole))
                .map(Entry::value)
                .findFirst();
    }

    boolean has(String... path) {
        return get(path).isPresent() || !under(path).isEmpty();
    }

    /** @return the line at which the next one may start */
    private int statement(ValueReader values, int line) {
        String content = source.line(line);
        String text = content.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return line + 1;
        }
        if (text.startsWith("[")) {
            header(text, line);
            return line + 1;
        }
        List<String> key = new ArrayList<>();
        int end = dotted(content, 0, key);
        if (key.isEmpty() || end >= content.length() || content.charAt(end) != '=') {
            found.error("neither a key with a value nor a table", source.position(line), "");
            return line + 1;
        }
        List<String> path = new ArrayList<>(table);
        path.addAll(key);
        values.read(source.start(line) + end + 1).ifPresent(value -> add(path, value));
        return afterValue(values.at(), line);
    }

    private int afterValue(int at, int line) {
        int last = source.lineAt(Math.min(at, source.text().length()));
        boolean startsLine = at == source.start(last) && last > line;
        String rest = startsLine
                ? ""
                : source.text()
                        .substring(at, source.start(last) + source.line(last).length())
                        .strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            found.error("more on the line than a value", source.position(last), "");
        }
        return startsLine ? last : last + 1;
    }

    private void add(List<String> path, Value value) {
        entries.add(new Entry(path, value));
        if (value instanceof Value.Table inline) {
            for (Value.Entry entry : inline.entries()) {
                List<String> deeper = new ArrayList<>(path);
                deeper.add(entry.key());
                entries.add(new Entry(deeper, entry.value()));
            }
        }
    }

    private void header(String text, int line) {
        String inner = text.startsWith("[[") ? text.substring(2) : text.substring(1);
        List<String> path = new ArrayList<>();
        int end = dotted(inner, 0, path);
        boolean closed = !path.isEmpty() && inner.startsWith("]", end);
        table = closed ? List.copyOf(path) : List.of("");
        if (!closed) {
            found.error("the table's bracket is not closed", source.position(line), "what is below is left out");
        }
    }

    /** @return the place after the last part */
    private static int dotted(String text, int from, List<String> parts) {
        int at = from;
        while (true) {
            Matcher part = PART.matcher(text.substring(at, Math.min(text.length(), at + LONGEST_PART)));
            if (!part.find()) {
                return at;
            }
            parts.add(part.group(1) != null ? part.group(1) : part.group(2) != null ? part.group(2) : part.group(3));
            at += part.end();
            if (!text.startsWith(".", at) || parts.size() >= MOST_PARTS) {
                return at;
            }
            at++;
        }
    }
}
