package penstock.edge.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Moments;

/**
 * The factory's database: a SQLite file in the data folder, or a PostgreSQL database that several machines reach. Who owns the
 * factory opens it with {@link #own}: one platform thread does all its writing, each piece of work in one transaction, durable when
 * it returns. On PostgreSQL each of them begins by looking whether this process still is the owner ({@link PostgresLease}).
 * Anybody may {@link #read} it meanwhile, from any process. A database of a newer form is refused by both.
 *
 * <p>SQL and migrations are the same for both kinds; {@link Connections} is where they differ.
 */
public final class Database implements Moments, AutoCloseable {
    /** The number of the newest migration. */
    static final int VERSION = 18;

    private static final String MIGRATIONS = "classpath:penstock/edge/sql/migration";

    private final Connections connections;
    private final ExecutorService writer;
    private final boolean owned;
    private final AtomicLong changes = new AtomicLong();
    private final ScopedValue<Moment> moment = ScopedValue.newInstance();
    private @Nullable Jdbi jdbi;

    /** Set and used by the writer's thread alone. */
    private @Nullable Handle writing;

    private Database(Connections connections, boolean owned) {
        this.connections = connections;
        this.owned = owned;
        this.writer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("sql-writer").daemon().factory());
    }

    /** Opens the file for writing, made and brought to the present form as needed. Its caller owns the data folder. */
    public static Database own(Path file) throws OutsideFailure {
        return own(SqliteFile.at(file));
    }

    /** Opens the file for reading. */
    public static Database read(Path file) throws OutsideFailure {
        return read(SqliteFile.at(file));
    }

    /** Opens the database of a lease for writing, as long as the lease is held; brought to the present form as needed. */
    public static Database own(PostgresLease.Held held) throws OutsideFailure {
        return own(PostgresServer.owned(held));
    }

    /** Opens the database for reading. */
    public static Database read(PostgresAddress address) throws OutsideFailure {
        return read(PostgresServer.reading(address));
    }

    private static Database own(Connections connections) throws OutsideFailure {
        try {
            if (form(connections) < VERSION) {
                migrate(connections);
            }
            return new Database(connections.lasting(), true);
        } catch (OutsideFailure | RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static Database read(Connections connections) throws OutsideFailure {
        try {
            int found = form(connections);
            if (found < VERSION) {
                throw new OutsideFailure(
                        found == 0
                                ? "there is no database in " + connections.name() + " yet; `penstock run` makes it"
                                : connections.name() + " has the older form " + found
                                        + "; `penstock run` brings it to form " + VERSION,
                        false);
            }
            return new Database(connections, false);
        } catch (OutsideFailure | RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /** One query instead of a look at all migrations, so that reading commands start fast. 0 where there is no database. */
    static int form(Connections connections) throws OutsideFailure {
        try {
            if (!connections.present()) {
                return 0;
            }
        } catch (SQLException e) {
            throw failure(connections, e);
        }
        int found = rows(connections, rows -> {
            boolean known = rows.number(connections.countsTables(), "flyway_schema_history") > 0;
            return known
                    ? rows.number(
                            "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM flyway_schema_history WHERE success")
                    : 0;
        });
        if (found > VERSION) {
            throw new OutsideFailure(
                    connections.name() + " has form " + found + ", made by a newer Penstock; this one knows form "
                            + VERSION + ". Use the newer one, or another --dir",
                    false);
        }
        return found;
    }

    static void migrate(Connections connections) throws OutsideFailure {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(connections.writers())
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new OutsideFailure(
                    "can't make the tables of " + connections.name() + ": " + e.getMessage(), false, e);
        }
    }

    /** Runs work in one transaction on the writer's thread. */
    void write(Consumer<Handle> work) throws OutsideFailure {
        if (!owned) {
            throw new IllegalStateException(connections.name() + " was opened for reading");
        }
        try {
            writer.submit(() -> {
                        inTransaction(work);
                        return true;
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure("interrupted while writing to " + connections.name(), true, e);
        } catch (RejectedExecutionException e) {
            throw new OutsideFailure(connections.name() + " is closed", false, e);
        } catch (ExecutionException e) {
            throw failure(connections, e.getCause() == null ? e : e.getCause());
        }
    }

    /** Runs one statement in a transaction of its own; says whether it changed any row. */
    boolean change(String sql, @Nullable Object... values) throws OutsideFailure {
        AtomicInteger rows = new AtomicInteger();
        write(handle -> rows.set(handle.execute(sql, values)));
        return rows.get() > 0;
    }

    /** After a failure the connection is not used again: nobody knows what has become of it. */
    private void inTransaction(Consumer<Handle> work) throws OutsideFailure {
        try {
            Handle handle = writing;
            if (handle == null) {
                handle = jdbi(connections.writers()).open();
                writing = handle;
            }
            Handle open = handle;
            open.useTransaction(transaction -> {
                connections.begin(transaction);
                work.accept(transaction);
            });
        } catch (OutsideFailure | RuntimeException e) {
            closeWriting(e);
            throw e;
        } finally {
            changes.incrementAndGet();
        }
    }

    /** It is never the same in a process that others may write beside. */
    @Override
    public long changes() {
        return owned ? changes.get() : changes.incrementAndGet();
    }

    private void closeWriting(Exception failure) {
        Handle handle = writing;
        writing = null;
        try {
            if (handle != null) {
                handle.close();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Jdbi jdbi(DataSource source) {
        Jdbi made = Jdbi.create(source);
        connections.prepare(made);
        return made;
    }

    /**
     * Runs a query on a connection of its own. Not at one moment with others: two connections for each page would be waited for in vain once
     * each has its first.
     */
    <T> T read(Function<Handle, T> query) throws OutsideFailure {
        if (moment.isBound()) {
            throw new IllegalStateException("this is not read at one moment with others");
        }
        try {
            return jdbi().withHandle(query::apply);
        } catch (JdbiException e) {
            throw failure(connections, e);
        }
    }

    /** Made when it is needed, which it isn't by commands that only show something. */
    private synchronized Jdbi jdbi() {
        Jdbi made = jdbi;
        if (made == null) {
            made = jdbi(connections.readers());
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
        if (!moment.isBound()) {
            return rows(connections, look);
        }
        try {
            return look.at(moment.get().rows());
        } catch (SQLException e) {
            throw failure(connections, e);
        }
    }

    @Override
    public <E extends Exception> void atOne(Reading<E> reading) throws E, OutsideFailure {
        try (Moment one = new Moment(connections)) {
            read(one, reading);
        } catch (SQLException e) {
            throw failure(connections, e);
        }
    }

    private <E extends Exception> void read(Moment one, Reading<E> reading) throws E, OutsideFailure {
        ScopedValue.where(moment, one).call(() -> {
            reading.read();
            return true;
        });
    }

    static <T> T rows(Connections connections, Look<T> look) throws OutsideFailure {
        try (Connection connection = connections.readers().getConnection()) {
            return look.at(new Rows(connections.prepared(connection)));
        } catch (SQLException e) {
            throw failure(connections, e);
        }
    }

    /** Copies all rows, as of one moment, to a new SQLite file. */
    void copyTo(Path file) throws OutsideFailure {
        try {
            connections.copyTo(file);
        } catch (SQLException e) {
            throw failure(connections, e);
        }
    }

    /** Takes over all rows of a SQLite file of the present form, in one transaction, into a database that has none. */
    void fill(Path file) throws OutsideFailure {
        write(handle -> {
            try (Connection from = SqliteFile.at(file).readers().getConnection()) {
                TableCopy.copy(TableCopy.tables(from), from, handle.getConnection());
            } catch (SQLException e) {
                throw new TransactionException("filling the tables", e);
            }
        });
    }

    /** @throws OutsideFailure when a line has been kept in it already */
    void mustBeEmpty() throws OutsideFailure {
        if (rows(rows -> rows.number("SELECT count(*) FROM event") + rows.number("SELECT count(*) FROM build")) > 0) {
            throw new OutsideFailure(
                    "there is something in the database " + connections.name() + " already; restore into an empty one",
                    false);
        }
    }

    private static OutsideFailure failure(Connections connections, Throwable thrown) {
        if (thrown instanceof OutsideFailure outside) {
            return new OutsideFailure(String.valueOf(outside.getMessage()), outside.retryable(), outside);
        }
        if (thrown instanceof JdbiException || thrown instanceof SQLException) {
            SQLException cause = thrown instanceof SQLException itself
                    ? itself
                    : thrown.getCause() instanceof SQLException sql ? sql : null;
            return new OutsideFailure(
                    "database " + connections.name() + ": "
                            + (cause == null ? thrown.getMessage() : cause.getMessage()),
                    cause != null && connections.passes(cause),
                    thrown);
        }
        if (thrown instanceof RuntimeException bug) {
            throw bug;
        }
        throw new IllegalStateException(thrown);
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
                throw new IllegalStateException("the writer of " + connections.name() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.close();
        }
    }
}
