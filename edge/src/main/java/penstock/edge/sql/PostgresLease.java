package penstock.edge.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;

/**
 * The right to write a PostgreSQL database, held by one process at a time and renewed by it. A process that falls silent for the
 * length of its lease loses it to whoever asks next, and with it the number that its transactions begin by comparing: the fencing
 * token. It goes up with each owner.
 *
 * <pre>
 *   first   take(7) ── renew ── renew ── (stopped)                      (goes on) ── write: the token is 8, not 7: refused, ends
 *   second            waits ─────────────────────── take(8) ── write ── write ──
 * </pre>
 *
 * A transaction that compares the token locks its row ({@code FOR KEY SHARE}), and who takes over waits for that lock; a transaction
 * whose process fell silent in the middle is ended by the server after half a lease. So no transaction of an earlier owner is committed
 * after a later owner's first. Renewing needs no lock that these two wait for. Why so: docs/decisions/0051-postgresql-and-standby.md.
 */
public final class PostgresLease {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);

    /** The migration that makes the table; in a database of an older form nobody can be the owner. */
    private static final int FORM_WITH_OWNER = 3;

    /** The database's clock, so that those of several machines need not agree. */
    private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)";

    private static final Duration POLL = Duration.ofMillis(500);

    private final PostgresAddress address;
    private final Duration length;
    private final String place;

    /**
     * @param length how long the owner may be silent; it renews its lease three times in it
     * @param place names the data folder's lock, which the caller has: an owner of the same place can't be alive, so it is not waited
     *     for
     */
    public PostgresLease(PostgresAddress address, Duration length, String place) {
        this.address = address;
        this.length = length;
        this.place = place;
    }

    /** What came of wanting the lease. */
    public sealed interface Claim {
        record Mine(Held held) implements Claim {}

        /** @param owner who has it: its purpose, its process, its machine, since when */
        record Taken(String owner) implements Claim {}
    }

    /**
     * Takes the lease if nobody has it.
     *
     * @param purpose what the owner does and where, for others to be told
     */
    public Claim take(String purpose) throws OutsideFailure {
        ready();
        return ask(purpose);
    }

    /**
     * Waits until the lease can be taken.
     *
     * @param waiting is told once of each owner that is waited for
     */
    public Held await(String purpose, Consumer<String> waiting) throws OutsideFailure, InterruptedException {
        ready();
        String told = "";
        while (true) {
            switch (tryAgain(purpose)) {
                case Claim.Mine(Held held) -> {
                    return held;
                }
                case Claim.Taken(String owner) -> {
                    if (!owner.equals(told)) {
                        waiting.accept(owner);
                        told = owner;
                    }
                }
            }
            new CountDownLatch(1).await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Claim tryAgain(String purpose) throws OutsideFailure {
        try {
            return ask(purpose);
        } catch (OutsideFailure e) {
            if (!e.retryable()) {
                throw e;
            }
            LOG.warn("the lease can't be asked for now: {}", e.getMessage());
            return new Claim.Taken("nobody can tell: " + e.getMessage());
        }
    }

    /** An empty database gets its tables; one that has an owner is left as it is until the lease is taken. */
    private void ready() throws OutsideFailure {
        try (PostgresServer server = PostgresServer.unfenced(address)) {
            if (Database.form(server) < FORM_WITH_OWNER) {
                Database.migrate(server);
            }
        }
    }

    private Claim ask(String purpose) throws OutsideFailure {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            Rows rows = new Rows(connection);
            rows.change(
                    "INSERT INTO owner (name, token, holder, place, until) VALUES ('factory', 0, '', '', 0) ON CONFLICT DO NOTHING");
            Optional<Long> token = rows
                    .list(
                            "SELECT token FROM owner WHERE name = 'factory' AND (until < " + NOW
                                    + " OR place = ?) FOR UPDATE",
                            row -> row.getLong(1) + 1,
                            place)
                    .stream()
                    .findFirst();
            if (token.isPresent()) {
                rows.change(
                        "UPDATE owner SET token = ?, holder = ?, place = ?, until = " + NOW
                                + " + ? WHERE name = 'factory'",
                        token.get(),
                        purpose,
                        place,
                        micros());
            }
            String holder = holder(rows);
            connection.commit();
            return token.<Claim>map(mine -> new Claim.Mine(new Held(mine))).orElseGet(() -> new Claim.Taken(holder));
        } catch (SQLException e) {
            throw failure("asking for the lease", e);
        }
    }

    private static String holder(Rows rows) throws SQLException {
        List<String> holders = rows.list("SELECT holder FROM owner WHERE name = 'factory'", row -> row.getString(1));
        return holders.isEmpty() ? "" : holders.getFirst();
    }

    private Connection connect() throws SQLException {
        String seconds = Long.toString(Math.max(2, length.toSeconds()));
        return address.source(Map.of("connectTimeout", seconds, "socketTimeout", seconds, "options", cutOff()))
                .getConnection();
    }

    private String cutOff() {
        return "-c idle_in_transaction_session_timeout=" + length.toMillis() / 2 + " -c lock_timeout="
                + length.toMillis();
    }

    private long micros() {
        return length.toNanos() / 1000;
    }

    private OutsideFailure failure(String doing, SQLException e) {
        return new OutsideFailure(
                doing + " of database " + address.name() + ": " + e.getMessage(), PostgresServer.passing(e), e);
    }

    /** The lease, renewed until it is closed or lost. */
    public final class Held implements Fence, AutoCloseable {
        private final long token;
        private final CountDownLatch closing = new CountDownLatch(1);
        private final Thread renewing;
        private @Nullable Connection connection;
        private @Nullable OutsideFailure lost;
        private Runnable onLost = () -> {};

        private Held(long token) {
            this.token = token;
            this.renewing = Thread.ofPlatform().name("lease").daemon().start(this::renewing);
        }

        PostgresAddress address() {
            return address;
        }

        /** Settings of a session whose transactions the server ends when nothing comes in them for half a lease. */
        String cutOff() {
            return PostgresLease.this.cutOff();
        }

        /** To be called, once and from another thread, when another process has taken over; now, when it has already. */
        public synchronized void onLost(Runnable told) {
            onLost = told;
            if (lost != null) {
                told.run();
            }
        }

        /** Why this process is not the owner any more; empty as long as it is, as far as is known. */
        public synchronized Optional<OutsideFailure> lost() {
            return Optional.ofNullable(lost);
        }

        /** Compares the token in a transaction of a writer, and holds off others who want the lease until its end. */
        void check(Handle handle) throws OutsideFailure {
            try {
                compare(new Rows(handle.getConnection()), " FOR KEY SHARE");
            } catch (SQLException e) {
                throw failure("comparing the fencing token", e);
            }
        }

        @Override
        public synchronized void check() throws OutsideFailure {
            try {
                compare(new Rows(connected()), "");
            } catch (SQLException e) {
                disconnect();
                throw failure("comparing the fencing token", e);
            }
        }

        private void compare(Rows rows, String locking) throws SQLException, OutsideFailure {
            if (rows.list(
                            "SELECT token FROM owner WHERE name = 'factory' AND token = ?" + locking,
                            row -> row.getLong(1),
                            token)
                    .isEmpty()) {
                throw lostTo(holder(rows));
            }
        }

        private void renewing() {
            try {
                while (!closing.await(length.toMillis() / 3, TimeUnit.MILLISECONDS)) {
                    renew();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void renew() {
            try {
                Rows rows = new Rows(connected());
                if (rows.change(
                                "UPDATE owner SET until = " + NOW + " + ? WHERE name = 'factory' AND token = ?",
                                micros(),
                                token)
                        == 0) {
                    lostTo(holder(rows));
                    closing.countDown();
                }
            } catch (SQLException e) {
                disconnect();
                LOG.warn("the lease could not be renewed, it is tried again: {}", e.getMessage());
            }
        }

        private synchronized OutsideFailure lostTo(String holder) {
            OutsideFailure failure = new OutsideFailure(
                    "another process owns the factory now (" + holder + "), because nothing was heard of this one for "
                            + length.toSeconds()
                            + " s; it changes nothing any more and ends. `penstock serve --standby` waits"
                            + " for its turn",
                    false);
            if (lost == null) {
                lost = failure;
                LOG.error("{}", failure.getMessage());
                onLost.run();
            }
            return failure;
        }

        private synchronized Connection connected() throws SQLException {
            Connection open = connection;
            if (open == null) {
                open = connect();
                connection = open;
            }
            return open;
        }

        private synchronized void disconnect() {
            Connection open = connection;
            connection = null;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (SQLException e) {
                LOG.debug("closing a broken connection", e);
            }
        }

        /** Gives the lease up, if it is still held. The next owner need not wait for it to run out. */
        @Override
        public void close() throws OutsideFailure {
            closing.countDown();
            try {
                renewing.join();
                synchronized (this) {
                    new Rows(connected())
                            .change(
                                    "UPDATE owner SET until = 0, holder = '', place = '' WHERE name = 'factory' AND token = ?",
                                    token);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException e) {
                throw failure("giving up the lease", e);
            } finally {
                disconnect();
            }
        }
    }
}
