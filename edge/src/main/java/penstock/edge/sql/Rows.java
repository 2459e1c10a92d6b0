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
    private final Prepared statements;

    Rows(Connection connection) {
        this(Prepared.once(connection));
    }

    Rows(Prepared statements) {
        this.statements = statements;
    }

    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What a query gives, row for row; the values are bound to its question marks in their order. */
    <T> List<T> list(String sql, Reading<T> reading, Object... values) throws SQLException {
        return use(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        List<T> read = new ArrayList<>();
                        while (rows.next()) {
                            read.add(reading.read(rows));
                        }
                        return read;
                    }
                },
                values);
    }

    /** Runs a statement that changes rows; returns how many. */
    int change(String sql, Object... values) throws SQLException {
        return use(sql, PreparedStatement::executeUpdate, values);
    }

    private interface Running<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** A statement that failed is not used again. */
    private <T> T use(String sql, Running<T> running, Object... values) throws SQLException {
        PreparedStatement statement = statements.take(sql);
        boolean done = false;
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            T result = running.run(statement);
            done = true;
            return result;
        } finally {
            if (done) {
                statements.giveBack(sql, statement);
            } else {
                statement.close();
            }
        }
    }

    /** The number that a query gives. */
    int number(String sql, Object... values) throws SQLException {
        return list(sql, row -> row.getInt(1), values).getFirst();
    }
}
