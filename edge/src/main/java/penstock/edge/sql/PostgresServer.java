package penstock.edge.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import penstock.engine.port.OutsideFailure;

/** A PostgreSQL database. Connections are pooled and opened when they are needed. */
final class PostgresServer implements Connections {
    private static final int MOST_CONNECTIONS = 8;
    private static final long WAIT_MILLIS = 15_000;

    /** Classes (the first two characters) and codes of SQLSTATE that tell of something that passes. */
    private static final Set<String> PASSING = Set.of(
            "08", // connection exception
            "40", // transaction rollback: serialization, deadlock
            "53", // insufficient resources: connections, disk, memory
            "57", // operator intervention: shutdown, starting up, cancelled
            "58", // system error: I/O
            "25006", // read-only transaction: the server is a replica that has not taken over yet
            "25P03", // the server ended a transaction in which nothing came for long
            "55P03"); // lock not available in time

    private final String name;
    private final Fence fence;
    private final DataSource source;
    private final HikariDataSource pool;

    /** What is looked at in each transaction of the writer. */
    private interface Fence {
        void check(Handle handle) throws OutsideFailure;
    }

    private PostgresServer(PostgresAddress address, Fence fence, Map<String, String> bounds) {
        this.name = address.name();
        this.fence = fence;
        this.source = address.source(bounds);
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setDataSource(source);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(WAIT_MILLIS);
        // The first connection is made by who asks for it and told by the driver's own failure, not by a pool's.
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    static PostgresServer reading(PostgresAddress address) {
        return new PostgresServer(address, _ -> {}, Map.of("readOnly", "true"));
    }

    /** Only to make the tables of an empty database. */
    static PostgresServer unfenced(PostgresAddress address) {
        return new PostgresServer(address, _ -> {}, Map.of());
    }

    /** A server on which every transaction that writes is cut off when its process falls silent in the middle of it. */
    static PostgresServer owned(PostgresLease.Held held) {
        return new PostgresServer(held.address(), held::check, Map.of("options", held.cutOff()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean present() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(0);
        }
    }

    @Override
    public DataSource readers() {
        return pool;
    }

    @Override
    public String beginsReading() {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    @Override
    public void discard(Connection reader) {
        pool.evictConnection(reader);
    }

    @Override
    public DataSource writers() {
        return pool;
    }

    @Override
    public String countsTables() {
        return "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = ?";
    }

    @Override
    public void prepare(Jdbi jdbi) {
        jdbi.registerArgument(new Text());
    }

    /** PostgreSQL's text can't hold the character NUL, which hostile commits and logs can. */
    private static final class Text extends AbstractArgumentFactory<String> {
        Text() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            String kept = value.replace('\0', '\uFFFD');
            return (position, statement, _) -> statement.setString(position, kept);
        }
    }

    @Override
    public void begin(Handle handle) throws OutsideFailure {
        fence.check(handle);
    }

    @Override
    public void copyTo(Path copy) throws SQLException, OutsideFailure {
        SqliteFile file = SqliteFile.at(copy);
        Database.migrate(file);
        try (Connection from = source.getConnection();
                Connection to = file.writers().getConnection()) {
            from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            TableCopy.copy(TableCopy.tables(to), from, to);
            to.commit();
            from.rollback();
            to.setAutoCommit(true);
            try (Statement statement = to.createStatement()) {
                // A copy is one file, without a log beside it.
                statement.execute("PRAGMA journal_mode = DELETE");
            }
        }
    }

    @Override
    public boolean passes(SQLException failure) {
        return passing(failure);
    }

    static boolean passing(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            // The pool's own failure (no connection in time) has none; its cause may say more.
            return !(failure.getCause() instanceof SQLException cause) || passing(cause);
        }
        return PASSING.contains(state) || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
    }

    @Override
    public void close() {
        pool.close();
    }
}
