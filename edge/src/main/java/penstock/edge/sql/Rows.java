package penstock.edge.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries on one connection by JDBC alone. The commands that only show something use it: JDBI's machinery would be the larger part of
 * their start (F3).
 */
final class Rows {
    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What a query gives, row for row; the values are bound to its question marks in their order. */
    <T> List<T> list(String sql, Reading<T> reading, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reading.read(rows));
                }
                return read;
            }
        }
    }

    /** Runs a statement that changes rows; returns how many. */
    int change(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** The number that a query gives. */
    int number(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getInt(1), values).getFirst();
    }
}
