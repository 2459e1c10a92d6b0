package penstock.edge.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import penstock.engine.port.OutsideFailure;

/**
 * One kind of database. All that differs between SQLite and PostgreSQL is here and in what implements this; {@link Database} and
 * all queries are the same for both.
 */
interface Connections extends AutoCloseable {
    /** What an operator calls it: a file, or an address without its password. */
    String name();

    /**
     * Whether there may be anything in it; a file that is not there must not be made by looking.
     *
     * @throws SQLException when it can't be reached, at once and not after the time for which a pool would go on trying
     */
    boolean present() throws SQLException;

    /** For queries. */
    DataSource readers();

    /** The statements of a connection that {@link #readers} gave. */
    default Prepared prepared(Connection reader) throws SQLException {
        return Prepared.once(reader);
    }

    /** Begins a transaction that reads, on a connection of {@link #readers}; it sees what is there at its first query. */
    String beginsReading();

    /** Closes a connection of {@link #readers} for good, whatever state it is in. */
    default void discard(Connection reader) {}

    /** The same for a process that reads again and again, once it is known that the database can be read. */
    default Connections lasting() {
        return this;
    }

    /** For the one writer, and for migrations. */
    DataSource writers();

    /** A query for the number of tables, of the schema in use, with the name bound to it. */
    String countsTables();

    /** What JDBI must do differently. */
    default void prepare(Jdbi jdbi) {}

    /**
     * Begins a transaction of the writer.
     *
     * @throws OutsideFailure when this process is no more the one that may write
     */
    default void begin(Handle handle) throws OutsideFailure {}

    /** Whether the same may succeed later without anyone's doing. */
    boolean passes(SQLException failure);

    /**
     * Copies all rows, as of one moment, to a new SQLite file.
     *
     * @param file must not be there
     */
    void copyTo(Path file) throws SQLException, OutsideFailure;

    @Override
    default void close() {}
}
