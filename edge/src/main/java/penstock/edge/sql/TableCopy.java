package penstock.edge.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Copies all rows between two databases of one form, of either kind. It needs to know no table: the columns are texts and whole numbers
 * everywhere. The tables are those of the side that is a SQLite file.
 */
final class TableCopy {
    private static final int ROWS = 500;

    /** What says something of the database itself and not of the factory. */
    private static final Set<String> OWN = Set.of("flyway_schema_history", "owner");

    private TableCopy() {}

    static List<String> tables(Connection sqlite) throws SQLException {
        return new Rows(sqlite)
                        .list(
                                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
                                row -> row.getString(1))
                        .stream()
                        .filter(table -> !OWN.contains(table))
                        .toList();
    }

    /** Both connections are in a transaction that the caller ends. */
    static void copy(List<String> tables, Connection from, Connection to) throws SQLException {
        for (String table : tables) {
            try (Statement select = from.createStatement()) {
                select.setFetchSize(ROWS);
                try (ResultSet rows = select.executeQuery("SELECT * FROM " + table)) {
                    copy(table, rows, to);
                }
            }
        }
    }

    private static void copy(String table, ResultSet rows, Connection to) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            names.append(i == 1 ? "" : ", ").append(rows.getMetaData().getColumnName(i));
        }
        String marks = String.join(", ", Collections.nCopies(columns, "?"));
        String sql = "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")";
        try (PreparedStatement insert = to.prepareStatement(sql)) {
            int batched = 0;
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    insert.setObject(i, value instanceof String text ? text.replace('\0', '\uFFFD') : value);
                }
                insert.addBatch();
                batched++;
                if (batched % ROWS == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
