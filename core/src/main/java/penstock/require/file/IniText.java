package penstock.require.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import penstock.problem.SourcePosition;

/**
 * An INI file as Python's {@code configparser} reads it: {@code key = value} or {@code key: value}, lines indented deeper than the
 * key go on with its value, and {@code #} or {@code ;} at the start of a line make a comment.
 */
final class IniText {
    /**
     * One key.
     *
     * @param section as written
     * @param key in small letters, hyphens as underscores, as setuptools takes both
     * @param lines of the value: the first stands beside the key and may be empty; comments and empty lines are left out
     */
    record Entry(String section, String key, String keyAsWritten, List<Line> lines) {}

    record Line(String text, SourcePosition at) {}

    private final SourceText source;
    private final Found found;
    private final List<Entry> entries = new ArrayList<>();
    private String section = "";
    private int indent;

    private IniText(SourceText source, Found found) {
        this.source = source;
        this.found = found;
    }

    static IniText read(SourceText source, Found found) {
        IniText ini = new IniText(source, found);
        for (int line = 1; line <= source.lineCount(); line++) {
            ini.line(line);
        }
        return ini;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Entry> section(String name) {
        return entries.stream().filter(entry -> entry.section().equals(name)).toList();
    }

    Optional<Entry> entry(String section, String key) {
        return entries.stream()
                .filter(entry -> entry.section().equals(section) && entry.key().equals(key))
                .reduce((first, last) -> last);
    }

    private void line(int number) {
        String raw = source.line(number);
        String text = raw.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        int deep = raw.length() - raw.stripLeading().length();
        if (deep > indent && !entries.isEmpty() && entries.getLast().section().equals(section) && open) {
            entries.getLast().lines().add(new Line(text, source.position(number)));
        } else if (text.startsWith("[")) {
            header(text, number);
        } else {
            indent = deep;
            key(text, number);
        }
    }

    private boolean open;

    private void header(String text, int number) {
        int close = text.lastIndexOf(']');
        open = false;
        indent = 0;
        section = close < 0 ? "" : text.substring(1, close);
        if (close < 0) {
            found.error("the section's bracket is not closed", source.position(number), "what is below is left out");
        }
    }

    private void key(String text, int number) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        int end = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
        open = end > 0;
        if (!open) {
            found.error(
                    "neither a key with a value, a section nor the next line of a value", source.position(number), "");
            return;
        }
        String written = text.substring(0, end).strip();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(text.substring(end + 1).strip(), source.position(number)));
        entries.add(new Entry(section, written.toLowerCase(Locale.ROOT).replace('-', '_'), written, lines));
    }
}
