package penstock.edge.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A PostgreSQL server of the machine's own packages in a temporary folder, on loopback, started for the first test class that wants it
 * and stopped at the end of the JVM's tests. Use: {@code @ExtendWith(PostgresCluster.class)}, before {@code LeftoverCheck}, and a
 * parameter of this type.
 */
public final class PostgresCluster implements BeforeAllCallback, ParameterResolver {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        server(context);
    }

    static Server server(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresCluster.class))
                .computeIfAbsent("server", _ -> Server.start(), Server.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    /** The server that runs. */
    public static final class Server implements AutoCloseable {
        private static final String USER = "postgres";

        private final Path folder;
        private final int port;
        private final Process process;
        private final AtomicInteger schemas = new AtomicInteger();

        private Server(Path folder, int port, Process process) {
            this.folder = folder;
            this.port = port;
            this.process = process;
        }

        static Server start() {
            Path programs = programs();
            try {
                Path folder = Files.createTempDirectory("penstock-postgresql-");
                if (root()) {
                    Files.setOwner(
                            folder,
                            folder.getFileSystem()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName(USER));
                }
                Server server = start(programs, folder, freePort());
                server.awaitReady();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static Server start(Path programs, Path folder, int port) throws IOException, InterruptedException {
            Path data = folder.resolve("data");
            run(
                    folder,
                    programs.resolve("initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    USER,
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync");
            // Whoever connects keeps the server's processes in view: no workers that come and go by themselves.
            Process process = begin(
                    folder,
                    List.of(
                            programs.resolve("postgres").toString(),
                            "-D",
                            data.toString(),
                            "-p",
                            Integer.toString(port),
                            "-k",
                            folder.toString(),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "fsync=off",
                            "-c",
                            "autovacuum=off",
                            "-c",
                            "max_parallel_workers=0",
                            "-c",
                            "max_logical_replication_workers=0",
                            "-c",
                            "max_connections=50"));
            return new Server(folder, port, process);
        }

        private static Path programs() {
            Path versions = Path.of("/usr/lib/postgresql");
            List<Path> found = new ArrayList<>();
            if (Files.isDirectory(versions)) {
                try (DirectoryStream<Path> folders = Files.newDirectoryStream(versions)) {
                    folders.forEach(version -> found.add(version.resolve("bin")));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            found.removeIf(bin -> !Files.isExecutable(bin.resolve("postgres")));
            Assumptions.assumeFalse(found.isEmpty(), "no PostgreSQL server here; install Debian's postgresql");
            return found.getFirst();
        }

        private static boolean root() {
            return System.getProperty("user.name").equals("root");
        }

        private static Process begin(Path folder, List<String> command) throws IOException {
            List<String> whole = new ArrayList<>();
            if (root()) {
                whole.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
            }
            whole.addAll(command);
            return new ProcessBuilder(whole)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        }

        private static void run(Path folder, String... command) throws IOException, InterruptedException {
            Process process = begin(folder, List.of(command));
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(
                        command[0] + ": " + Files.readString(folder.resolve("log"), StandardCharsets.UTF_8));
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private void awaitReady() throws IOException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (isWhole()) {
                    return;
                }
                Thread.onSpinWait();
            }
            throw new IOException("PostgreSQL does not start: " + Files.readString(folder.resolve("log")));
        }

        /** Whether it answers and all processes of its own are there: it begins to answer before it has started the last of them. */
        private boolean isWhole() {
            String own = "SELECT 1 / (count(DISTINCT backend_type) / 3) FROM pg_stat_activity"
                    + " WHERE backend_type IN ('checkpointer', 'background writer', 'walwriter')";
            try {
                execute(own);
                return true;
            } catch (SQLException _) {
                return false;
            }
        }

        private void execute(String sql) throws SQLException {
            try (Connection connection = new PostgresAddress(url("postgres"), Optional.empty())
                            .source(Map.of())
                            .getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private String url(String database) {
            return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + database;
        }

        /** An empty place for one test's tables: a schema of its own, which is cheaper than a database. */
        public PostgresAddress empty() {
            String schema = "t" + schemas.incrementAndGet();
            try {
                execute("CREATE SCHEMA " + schema);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new PostgresAddress(url("postgres") + "?currentSchema=" + schema, Optional.empty());
        }

        /** Ends every session but its own, as a restart of the server does. */
        public void cutAll() throws SQLException {
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }

        @Override
        public void close() throws IOException {
            try {
                // SIGINT: a fast shutdown, which does not wait for clients.
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("PostgreSQL does not stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            List<Path> files;
            try (Stream<Path> tree = Files.walk(folder)) {
                files = tree.sorted((a, b) -> b.compareTo(a)).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
