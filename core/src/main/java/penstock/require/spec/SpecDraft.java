package penstock.require.spec;

import java.util.ArrayList;
import java.util.List;
import penstock.build.SpecLines;

/**
 * A spec with edits made to it, one after another: each edit is for the lines of {@link #spec()} as it was then. What is not edited keeps
 * its bytes.
 */
public final class SpecDraft {
    private final SpecSource original;
    private final List<Row> rows;
    private final SpecSource spec;

    /**
     * A line of the edited text.
     *
     * @param origin which line of the original it stands for, counted from 0; -1 for a new one
     */
    record Row(int origin, String text, String end) {}

    private SpecDraft(SpecSource original, List<Row> rows, SpecSource spec) {
        this.original = original;
        this.rows = rows;
        this.spec = spec;
    }

    public static SpecDraft of(SpecSource spec) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < spec.lines().size(); i++) {
            SpecLines.Line line = spec.lines().get(i);
            rows.add(new Row(i, line.text(), line.end()));
        }
        return new SpecDraft(spec, rows, spec);
    }

    /** With these edits made; all of them count lines in {@link #spec()}. Of several inserts after one line the first comes first. */
    public SpecDraft with(List<LineEdit> edits) {
        if (edits.isEmpty()) {
            return this;
        }
        List<Row> next = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            if (i > 0) {
                next.add(replaced(rows.get(i - 1), i, edits));
            }
            for (LineEdit edit : edits) {
                if (edit instanceof LineEdit.Insert && edit.line() == i) {
                    insert(
                            next,
                            edit.text(),
                            rows.isEmpty() ? "\n" : rows.getFirst().end());
                }
            }
        }
        StringBuilder text = new StringBuilder();
        next.forEach(row -> text.append(row.text()).append(row.end()));
        return new SpecDraft(original, next, original.with(text.toString()));
    }

    private static Row replaced(Row row, int number, List<LineEdit> edits) {
        Row replaced = row;
        for (LineEdit edit : edits) {
            if (edit instanceof LineEdit.Replace && edit.line() == number) {
                replaced = new Row(row.origin(), edit.text(), row.end());
            }
        }
        return replaced;
    }

    /** A new line ends as the one before it, the first as the first did; after a last line that has no end, that one gets it. */
    private static void insert(List<Row> rows, String text, String first) {
        String end = rows.isEmpty()
                ? (first.isEmpty() ? "\n" : first)
                : rows.getLast().end();
        if (end.isEmpty()) {
            Row last = rows.removeLast();
            rows.add(new Row(last.origin(), last.text(), "\n"));
        }
        rows.add(new Row(-1, text, end));
    }

    /** The edited spec. */
    public SpecSource spec() {
        return spec;
    }

    public boolean isEmpty() {
        return spec.text().equals(original.text());
    }

    /**
     * The unified diff from the original, as {@code git apply} takes it; empty when nothing changed.
     *
     * @param path of the spec in its repository
     */
    public String diff(String path) {
        return isEmpty() ? "" : UnifiedDiff.of(path, original.lines(), rows);
    }

    /** The same, in the spec's own charset. */
    public byte[] diffBytes(String path) {
        return diff(path).getBytes(original.charset());
    }
}
