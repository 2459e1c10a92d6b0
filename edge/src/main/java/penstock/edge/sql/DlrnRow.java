package penstock.edge.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A row of a DLRN database. Its tables grew over the years: a column that an older one has not is empty. */
final class DlrnRow {
    private static final int LONGEST = 20_000;

    private final ResultSet row;
    private final Set<String> columns;

    private DlrnRow(ResultSet row, Set<String> columns) {
        this.row = row;
        this.columns = columns;
    }

    interface Taking {
        void row(DlrnRow row) throws SQLException;
    }

    /** Hands out the rows of a table, of those that there are, in the order of a column. */
    static void each(Connection connection, String table, String order, Taking taking) throws SQLException {
        if (!List.of("commits", "civotes", "civotes_agg", "promotions", "users").contains(table)) {
            throw new IllegalArgumentException(table);
        }
        if (!exists(connection, table)) {
            return;
        }
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM " + table + " ORDER BY " + order);
                ResultSet rows = statement.executeQuery()) {
            Set<String> columns = new HashSet<>();
            ResultSetMetaData names = rows.getMetaData();
            for (int i = 1; i <= names.getColumnCount(); i++) {
                columns.add(names.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            DlrnRow one = new DlrnRow(rows, columns);
            while (rows.next()) {
                taking.row(one);
            }
        }
    }

    static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")) {
            statement.setString(1, table);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** Empty for null and for what DLRN writes for it. */
    String text(String column) throws SQLException {
        String text = columns.contains(column) ? row.getString(column) : null;
        if (text == null || text.equals("None")) {
            return "";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    long number(String column) throws SQLException {
        return columns.contains(column) ? row.getLong(column) : 0;
    }

    boolean isTrue(String column) throws SQLException {
        return number(column) != 0;
    }
}
