package penstock.edge.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import penstock.engine.port.OutsideFailure;

/** Gives a test databases of one kind, and closes them after it. Use: {@code @RegisterExtension}. */
abstract class Databases implements BeforeEachCallback, AfterEachCallback {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    static Databases sqlite() {
        return new Sqlite();
    }

    static Databases postgres() {
        return new Postgres();
    }

    /** An empty database. */
    final Database fresh() throws OutsideFailure {
        empty();
        return own();
    }

    /** The database that was given last, as its next owner would open it; what was opened before is closed. */
    final Database again() throws OutsideFailure {
        close();
        return own();
    }

    /** The database that was given last, for reading. */
    abstract Database reader() throws OutsideFailure;

    abstract void empty() throws OutsideFailure;

    /** Below the facade, for what owners and readers never do. */
    abstract Connections connections();

    abstract Database own() throws OutsideFailure;

    <T extends AutoCloseable> T later(T one) {
        opened.push(one);
        return one;
    }

    final void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close();
    }

    private static final class Sqlite extends Databases {
        private Path folder = Path.of("/nowhere");
        private int files;

        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            folder = Files.createTempDirectory("penstock-sqlite-");
        }

        private Path file() {
            return folder.resolve("state" + files + ".sqlite");
        }

        @Override
        void empty() {
            files++;
        }

        @Override
        Connections connections() {
            return SqliteFile.at(file());
        }

        @Override
        Database own() throws OutsideFailure {
            return later(Database.own(file()));
        }

        @Override
        Database reader() throws OutsideFailure {
            return later(Database.read(file()));
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            super.afterEach(context);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static final class Postgres extends Databases {
        private PostgresCluster.@Nullable Server server;
        private PostgresAddress address = new PostgresAddress("", Optional.empty());

        @Override
        public void beforeEach(ExtensionContext context) {
            server = PostgresCluster.server(context);
        }

        @Override
        void empty() {
            address = Objects.requireNonNull(server).empty();
        }

        @Override
        Connections connections() {
            return PostgresServer.unfenced(address);
        }

        @Override
        Database own() throws OutsideFailure {
            return switch (new PostgresLease(address, Duration.ofSeconds(30), "here").take("the test")) {
                case PostgresLease.Claim.Mine(PostgresLease.Held held) -> later(Database.own(later(held)));
                case PostgresLease.Claim.Taken(String owner) -> throw new AssertionError("taken by " + owner);
            };
        }

        @Override
        Database reader() throws OutsideFailure {
            return later(Database.read(address));
        }
    }
}
