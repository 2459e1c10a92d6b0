package penstock.edge.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of one connection. What was prepared once is kept for the next time, the ones that were used last, since preparing is a
 * quarter of what SQLite takes for the queries of a page, and its driver keeps none. Used by one thread at a time, as the connection is.
 */
final class Prepared {
    private final Connection connection;
    private final int most;
    /** Those that nobody uses now, the one that was used last at the end. */
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    private Prepared(Connection connection, int most) {
        this.connection = connection;
        this.most = most;
    }

    static Prepared keeping(Connection connection, int most) {
        return new Prepared(connection, most);
    }

    /** Each is prepared, used and closed. */
    static Prepared once(Connection connection) {
        return new Prepared(connection, 0);
    }

    /** A statement that nobody else uses; {@link #giveBack} ends its use, or closing it does. */
    PreparedStatement take(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept == null ? connection.prepareStatement(sql) : kept;
    }

    /** For one whose results are closed and all of whose values are bound anew the next time. */
    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement other = idle.put(sql, statement);
        if (other != null) {
            other.close();
        }
        if (idle.size() > most) {
            Iterator<PreparedStatement> oldest = idle.values().iterator();
            PreparedStatement longUnused = oldest.next();
            oldest.remove();
            longUnused.close();
        }
    }

    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException unusable) {
            return true;
        }
    }
}
