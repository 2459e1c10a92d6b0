package penstock.edge.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A SQLite file: write-ahead log, durable at each commit; one process writes, whoever has the data folder's lock. */
record SqliteFile(Path file, DataSource readers, DataSource writers, Map<Connection, Prepared> kept)
        implements Connections {
    /** Of each connection; there are some thirty for pages and the API. */
    private static final int STATEMENTS = 64;

    private static final int BUSY_MILLIS = 10_000;
    private static final int READERS = 8;
    private static final long WAIT_MILLIS = 15_000;

    static SqliteFile at(Path file) {
        SQLiteConfig reading = new SQLiteConfig();
        reading.setBusyTimeout(BUSY_MILLIS);
        reading.setReadOnly(true);
        SQLiteConfig writing = new SQLiteConfig();
        writing.setJournalMode(SQLiteConfig.JournalMode.WAL);
        writing.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        writing.setBusyTimeout(BUSY_MILLIS);
        return new SqliteFile(file, source(file, reading), source(file, writing), Map.of());
    }

    /**
     * Reads share a few connections, since opening one costs more than most queries. A command reads once and needs none of a pool's
     * machinery.
     */
    @Override
    public SqliteFile lasting() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sqlite");
        config.setDataSource(readers);
        // As the connections are: the driver lets nobody change it afterwards.
        config.setReadOnly(true);
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new SqliteFile(file, new HikariDataSource(config), writers, new ConcurrentHashMap<>());
    }

    @Override
    public String beginsReading() {
        return "BEGIN";
    }

    @Override
    public void discard(Connection reader) {
        if (readers instanceof HikariDataSource pool) {
            pool.evictConnection(reader);
        }
    }

    /** The pool closes connections that nobody needs, and their statements with them. */
    @Override
    public Prepared prepared(Connection reader) throws SQLException {
        if (!(readers instanceof HikariDataSource)) {
            return Prepared.once(reader);
        }
        // The pool would close statements of its own with each use of a connection.
        SQLiteConnection connection = reader.unwrap(SQLiteConnection.class);
        Prepared known = kept.get(connection);
        if (known == null) {
            kept.values().removeIf(Prepared::isClosed);
            known = Prepared.keeping(connection, STATEMENTS);
            kept.put(connection, known);
        }
        return known;
    }

    @Override
    public void close() {
        if (readers instanceof HikariDataSource pool) {
            pool.close();
        }
    }

    private static DataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public boolean present() {
        return Files.exists(file);
    }

    @Override
    public String countsTables() {
        return "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
    }

    @Override
    public void copyTo(Path copy) throws SQLException {
        try (Connection connection = readers.getConnection();
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        }
    }

    @Override
    public boolean passes(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return false;
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_NOMEM, SQLITE_CANTOPEN, SQLITE_READONLY -> true;
            default ->
                code.name().startsWith("SQLITE_IOERR")
                        || code.name().startsWith("SQLITE_BUSY")
                        || code.name().startsWith("SQLITE_READONLY");
        };
    }
}
