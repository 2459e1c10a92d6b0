package penstock.edge.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that several queries read in. It begins with the first of them, and takes a connection only then. SQLite takes its lock once
 * for all of them: two calls of the kernel for each query would be a tenth of a page.
 */
final class Moment implements AutoCloseable {
    private static final String END = "COMMIT";

    private final Connections connections;
    private @Nullable Connection connection;
    private @Nullable Rows rows;

    Moment(Connections connections) {
        this.connections = connections;
    }

    Rows rows() throws SQLException {
        Rows known = rows;
        if (known == null) {
            Connection taken = connections.readers().getConnection();
            connection = taken;
            known = new Rows(connections.prepared(taken));
            known.change(connections.beginsReading());
            rows = known;
        }
        return known;
    }

    /** A connection that may still be in the transaction would show its next user what is long past. */
    @Override
    public void close() throws SQLException {
        Connection taken = connection;
        if (taken == null) {
            return;
        }
        boolean ended = false;
        try (taken) {
            if (rows != null) {
                rows.change(END);
                ended = true;
            }
        } finally {
            if (!ended) {
                connections.discard(taken);
            }
        }
    }
}
