package penstock.edge.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How far people were told of something: the table {@code told}. */
final class SqlTold {
    private SqlTold() {}

    static Optional<String> upTo(Rows rows, String what, String line) throws SQLException {
        return rows
                .list("SELECT upto FROM told WHERE what = ? AND line = ?", row -> row.getString(1), what, line)
                .stream()
                .findFirst();
    }

    static void upTo(Handle handle, String what, String line, String upTo) {
        handle.execute(
                "INSERT INTO told (what, line, upto) VALUES (?, ?, ?)"
                        + " ON CONFLICT (what, line) DO UPDATE SET upto = excluded.upto",
                what,
                line,
                upTo);
    }
}
