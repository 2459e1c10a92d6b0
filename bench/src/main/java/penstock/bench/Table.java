package penstock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns of text, the first to the left and the others to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? String.format(Locale.ROOT, "%.3f", number) : String.valueOf(cell));
        }
        rows.add(row);
    }

    void print() {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String pad = " ".repeat(width(column) - row.get(column).length());
                line.append(column == 0 ? row.get(column) + pad : "  " + pad + row.get(column));
            }
            System.out.println(line);
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
