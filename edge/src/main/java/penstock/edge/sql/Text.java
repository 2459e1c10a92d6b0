package penstock.edge.sql;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Texts of rows, read as their bytes. SQLite's driver takes twice as long to hand over a string: it makes a buffer outside of the heap for each,
 * by a call from C to Java. Both drivers give the bytes of a text in UTF-8.
 */
final class Text {
    private Text() {}

    /** Of a column that is never NULL. */
    static String of(ResultSet row, int column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }

    /** Of a column that is never NULL. */
    static String of(ResultSet row, String column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }

    static @Nullable String orNull(ResultSet row, String column) throws SQLException {
        return orNull(row, row.findColumn(column));
    }

    static @Nullable String orNull(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
