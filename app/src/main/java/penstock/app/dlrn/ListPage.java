package penstock.app.dlrn;

import java.util.List;

/**
 * A page with one table.
 *
 * @param head the names of its columns
 * @param next the address of the page with what is older; empty where there is none
 */
public record ListPage(String title, List<String> head, List<Row> rows, String next) {
    public ListPage {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    /** @param cells one for each column */
    public record Row(List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        static Row of(Cell... cells) {
            return new Row(List.of(cells));
        }
    }

    /** @param address that it leads to; empty for none */
    public record Cell(String text, String address) {
        static Cell of(String text) {
            return new Cell(text, "");
        }

        static Cell of(long number) {
            return of(String.valueOf(number));
        }
    }
}
