package penstock.require.spec;

import java.util.ArrayList;
import java.util.List;
import penstock.build.SpecLines;

/** A unified diff of a text and its edited lines, where it is known which line became which; with three lines of context, as git's. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private final List<Change> changes = new ArrayList<>();

    private UnifiedDiff() {}

    /**
     * @param sign a space for both sides, {@code -} or {@code +}
     * @param before how many lines of the old text come before it
     * @param after how many of the new
     */
    private record Change(char sign, String text, String end, int before, int after) {}

    static String of(String path, List<SpecLines.Line> original, List<SpecDraft.Row> rows) {
        UnifiedDiff diff = new UnifiedDiff();
        int before = 0;
        for (int after = 0; after < rows.size(); after++) {
            SpecDraft.Row row = rows.get(after);
            if (row.origin() < 0) {
                diff.changes.add(new Change('+', row.text(), row.end(), before, after));
                continue;
            }
            SpecLines.Line old = original.get(row.origin());
            if (old.text().equals(row.text()) && old.end().equals(row.end())) {
                diff.changes.add(new Change(' ', row.text(), row.end(), before, after));
            } else {
                diff.changes.add(new Change('-', old.text(), old.end(), before, after));
                diff.changes.add(new Change('+', row.text(), row.end(), before + 1, after));
            }
            before++;
        }
        return "--- a/" + path + "\n+++ b/" + path + "\n" + diff.hunks();
    }

    private String hunks() {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < changes.size()) {
            if (changes.get(i).sign() == ' ') {
                i++;
                continue;
            }
            int from = Math.max(0, i - CONTEXT);
            int last = i;
            for (int j = i; j < changes.size() && j <= last + 2 * CONTEXT; j++) {
                last = changes.get(j).sign() == ' ' ? last : j;
            }
            int to = Math.min(changes.size(), last + CONTEXT + 1);
            hunk(text, ordered(changes.subList(from, to)));
            i = to;
        }
        return text.toString();
    }

    /** Of neighbours that change, all that goes stands before all that comes. */
    private static List<Change> ordered(List<Change> hunk) {
        List<Change> ordered = new ArrayList<>();
        List<Change> added = new ArrayList<>();
        for (Change change : hunk) {
            if (change.sign() == '+') {
                added.add(change);
            } else {
                if (change.sign() == ' ') {
                    ordered.addAll(added);
                    added.clear();
                }
                ordered.add(change);
            }
        }
        ordered.addAll(added);
        return ordered;
    }

    private static void hunk(StringBuilder text, List<Change> hunk) {
        long removed = hunk.stream().filter(change -> change.sign() != '+').count();
        long added = hunk.stream().filter(change -> change.sign() != '-').count();
        int before = hunk.stream().mapToInt(Change::before).min().orElse(0);
        int after = hunk.stream().mapToInt(Change::after).min().orElse(0);
        text.append("@@ -")
                .append(before + (removed == 0 ? 0 : 1))
                .append(',')
                .append(removed)
                .append(" +")
                .append(after + (added == 0 ? 0 : 1))
                .append(',')
                .append(added)
                .append(" @@\n");
        for (Change change : hunk) {
            text.append(change.sign()).append(change.text());
            text.append(change.end().isEmpty() ? "\n\\ No newline at end of file\n" : change.end());
        }
    }
}
