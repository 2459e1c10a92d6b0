package penstock.app.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under headings, each column as wide as its widest cell, two blanks between. Text that came from outside is shown without
 * control characters, so that nobody's commit message can move a cursor.
 */
public final class Table {
    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** One value of a row. */
    public record Cell(String text, Style style) {
        public Cell {
            text = Terminal.printable(text);
        }

        public static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    /** @throws IllegalArgumentException when there are not as many cells as headings */
    public Table row(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(List.of(cells));
        return this;
    }

    public Table row(String... texts) {
        return row(List.of(texts).stream().map(Cell::of).toArray(Cell[]::new));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> lines(boolean colours) {
        int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(
                headings.stream().map(text -> new Cell(text, Style.FAINT)).toList(), widths, colours));
        rows.forEach(row -> lines.add(line(row, widths, colours)));
        return lines;
    }

    private int width(int column) {
        return Math.max(
                headings.get(column).length(),
                rows.stream()
                        .mapToInt(row -> row.get(column).text().length())
                        .max()
                        .orElse(0));
    }

    private static String line(List<Cell> cells, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            line.append(colours ? cell.style().around(cell.text()) : cell.text());
            if (i < cells.size() - 1) {
                line.repeat(' ', widths[i] - cell.text().length() + 2);
            }
        }
        return line.toString().stripTrailing();
    }
}
