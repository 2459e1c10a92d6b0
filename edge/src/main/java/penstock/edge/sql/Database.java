package penstock.edge.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import penstock.engine.port.OutsideFailure;

/**
 * The SQLite file of a data folder. Who owns the folder opens it with {@link #own}: one platform thread does all its writing, each
 * piece of work in one transaction, durable when it returns (write-ahead log, {@code synchronous=FULL}). Anybody may {@link #read}
 * it meanwhile, from any process. A file of a newer form is refused by both.
 */
public final class Database implements AutoCloseable {
    /** The number of the newest migration. */
    static final int VERSION = 2;

    private static final int BUSY_MILLIS = 10_000;
    private static final String MIGRATIONS = "classpath:penstock/edge/sql/migration";

    private final Path file;
    private final SQLiteDataSource readers;
    private @Nullable Jdbi jdbi;
    private final ExecutorService writer;
    private final boolean owned;

    /** Set and used by the writer's thread alone. */
    private @Nullable Handle writing;

    private Database(Path file, boolean owned) {
        this.file = file;
        this.owned = owned;
        this.readers = source(file, true);
        this.writer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("sql-writer").daemon().factory());
    }

    /** Opens the file for writing, made and brought to the present form as needed. Its caller owns the data folder. */
    public static Database own(Path file) throws OutsideFailure {
        Database database = new Database(file, true);
        try {
            int found = version(file);
            if (found < VERSION) {
                migrate(file);
            }
            return database;
        } catch (OutsideFailure | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Opens the file for reading. */
    public static Database read(Path file) throws OutsideFailure {
        int found = version(file);
        if (found < VERSION) {
            throw new OutsideFailure(
                    found == 0
                            ? "there is no database in " + file + " yet; `penstock run` makes it"
                            : file + " has the older form " + found + "; `penstock run` brings it to form " + VERSION,
                    false);
        }
        return new Database(file, false);
    }

    private static SQLiteDataSource source(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        if (readOnly) {
            config = new SQLiteConfig();
            config.setBusyTimeout(BUSY_MILLIS);
            config.setReadOnly(true);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** One query instead of a look at all migrations, so that reading commands start fast. 0 where there is no database. */
    private static int version(Path file) throws OutsideFailure {
        if (!Files.exists(file)) {
            return 0;
        }
        int found = rows(file, source(file, true), rows -> {
            boolean known = rows.number(
                            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'flyway_schema_history'")
                    > 0;
            return known
                    ? rows.number(
                            "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM flyway_schema_history WHERE success")
                    : 0;
        });
        if (found > VERSION) {
            throw new OutsideFailure(
                    file + " has form " + found + ", made by a newer Penstock; this one knows form " + VERSION
                            + ". Use the newer one, or another --dir",
                    false);
        }
        return found;
    }

    private static void migrate(Path file) throws OutsideFailure {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(source(file, false))
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new OutsideFailure("can't make the tables of " + file + ": " + e.getMessage(), false, e);
        }
    }

    /** Runs work in one transaction on the writer's thread. */
    void write(Consumer<Handle> work) throws OutsideFailure {
        if (!owned) {
            throw new IllegalStateException(file + " was opened for reading");
        }
        try {
            writer.submit(() -> {
                        Handle handle = writing;
                        if (handle == null) {
                            handle = Jdbi.create(source(file, false)).open();
                            writing = handle;
                        }
                        handle.useTransaction(work::accept);
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure("interrupted while writing to " + file, true, e);
        } catch (RejectedExecutionException e) {
            throw new OutsideFailure(file + " is closed", false, e);
        } catch (ExecutionException e) {
            throw failure(file, e.getCause() == null ? e : e.getCause());
        }
    }

    /** Runs a query on a connection of its own. */
    <T> T read(Function<Handle, T> query) throws OutsideFailure {
        try {
            return jdbi().withHandle(query::apply);
        } catch (JdbiException e) {
            throw failure(file, e);
        }
    }

    /** Made when it is needed, which it isn't by commands that only show something. */
    private synchronized Jdbi jdbi() {
        Jdbi made = jdbi;
        if (made == null) {
            made = Jdbi.create(readers);
            jdbi = made;
        }
        return made;
    }

    /** What {@link Rows} are asked. */
    interface Look<T> {
        T at(Rows rows) throws SQLException;
    }

    /** Runs queries on a connection of its own, in a command that must start fast. */
    <T> T rows(Look<T> look) throws OutsideFailure {
        return rows(file, readers, look);
    }

    private static <T> T rows(Path file, SQLiteDataSource source, Look<T> look) throws OutsideFailure {
        try (Connection connection = source.getConnection()) {
            return look.at(new Rows(connection));
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private static OutsideFailure failure(Path file, Throwable thrown) {
        if (thrown instanceof JdbiException || thrown instanceof SQLException) {
            SQLException cause = thrown instanceof SQLException itself
                    ? itself
                    : thrown.getCause() instanceof SQLException sql ? sql : null;
            boolean passes = cause instanceof SQLiteException sqlite && passes(sqlite.getResultCode());
            return new OutsideFailure(
                    "database " + file + ": " + (cause == null ? thrown.getMessage() : cause.getMessage()),
                    passes,
                    thrown);
        }
        if (thrown instanceof RuntimeException bug) {
            throw bug;
        }
        throw new IllegalStateException(thrown);
    }

    private static boolean passes(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_NOMEM, SQLITE_CANTOPEN -> true;
            default -> code.name().startsWith("SQLITE_IOERR") || code.name().startsWith("SQLITE_BUSY");
        };
    }

    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        writer.execute(() -> {
            Handle handle = writing;
            if (handle != null) {
                handle.close();
            }
        });
        writer.shutdown();
        try {
            if (!writer.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the writer of " + file + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
