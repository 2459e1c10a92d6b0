package penstock.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import penstock.app.web.WebServer;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlNoticeBook;
import penstock.edge.sql.SqlWriteCheck;
import penstock.engine.line.Disk;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.line.WriteCheck;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Finding;
import penstock.line.Settings;

/** B1: {@code /metrics} and {@code /health} over a real database, with a factory whose builds are fakes. */
@ExtendWith(LeftoverCheck.class)
class ObservationTest {
    private static final Instant COMMITTED = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path dir;

    private final ManualClock clock = new ManualClock(COMMITTED.plusSeconds(3600));
    private final LineCounts counts = new LineCounts();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final FakeBuilder builder = new FakeBuilder().fail("bad", FakeBuilder.Failing.BROKEN);
    private final Queue<BuildRequest> builds = new ConcurrentLinkedQueue<>();
    private final Map<String, Map<String, String>> context = new ConcurrentHashMap<>();
    private Map<String, Lines.Pulse> trouble = Map.of();
    private List<String> warnings = List.of();
    private long freeDisk = 1;

    @AfterEach
    void close() {
        client.close();
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }

    @Test
    void figures_tell_where_each_line_stands_and_what_ended() throws Exception {
        Database database = database();
        Lines lines = lines(database);
        URI address = served(database, lines, new SqlWriteCheck(database, clock));
        HttpResponse<String> answer = get(address, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body().lines())
                .contains(
                        "penstock_packages{line=\"spring\",state=\"passing\"} 1.0",
                        "penstock_packages{line=\"spring\",state=\"failing\"} 1.0",
                        "penstock_packages{line=\"spring\",state=\"never\"} 1.0",
                        "penstock_queue_packages{line=\"spring\"} 0.0",
                        "penstock_queue_commits{line=\"spring\"} 0.0",
                        "penstock_behind_seconds{line=\"spring\"} 0.0",
                        "penstock_builds_running{line=\"spring\"} 0.0",
                        "penstock_builds_ended_total{cause=\"none\",line=\"spring\",status=\"success\"} 1.0",
                        "penstock_build_duration_seconds_count{line=\"spring\"} 2",
                        "penstock_publish_duration_seconds_count{line=\"spring\"} 1",
                        "penstock_last_look_timestamp_seconds{line=\"spring\"} 1.7723664E9",
                        "penstock_look_late_seconds 90.0",
                        "penstock_disk_free_bytes 5242880.0",
                        "penstock_letters_waiting 0.0",
                        "penstock_database_readable 1.0")
                .anyMatch(line -> line.matches(
                        "penstock_builds_ended_total\\{cause=\"[a-z_]+\",line=\"spring\",status=\"failed\"\\} 1.0"))
                .anyMatch(line -> line.matches("process_resident_memory_bytes [1-9].*"));
    }

    @Test
    void what_can_not_be_read_is_left_out_and_said() throws Exception {
        Database database = database();
        URI address = served(database, lines(database), () -> {});
        closeAll(2);
        assertThat(get(address, "/metrics").body().lines())
                .contains("penstock_database_readable 0.0")
                .noneMatch(line -> line.startsWith("penstock_packages{"));
    }

    @Test
    void it_is_well_while_it_writes_its_lines_run_and_the_disk_has_space() throws Exception {
        Database database = database();
        URI address = served(database, lines(database), new SqlWriteCheck(database, clock));
        assertThat(get(address, "/health").statusCode()).isEqualTo(200);
        assertThat(get(address, "/health").body()).isEqualTo("ok\n");
    }

    @Test
    void a_warning_is_said_and_does_not_make_it_ill() throws Exception {
        Database database = database();
        URI address = served(database, lines(database), new SqlWriteCheck(database, clock));
        warnings = List.of("the distribution's newest version has mistakes", "rdo.yml:7:1: error: two\nlines");
        assertThat(get(address, "/health").statusCode()).isEqualTo(200);
        assertThat(get(address, "/health").body()).isEqualTo("""
                        ok
                        warning: the distribution's newest version has mistakes
                        warning: rdo.yml:7:1: error: two lines
                        """);
    }

    @Test
    void what_is_wrong_is_said_a_line_each_and_looked_at_again_after_a_while() throws Exception {
        trouble = Map.of("spring", new Lines.Pulse(0, Optional.of("it stopped: a bug")));
        freeDisk = Long.MAX_VALUE;
        Deque<OutsideFailure> failures = new ArrayDeque<>(List.of(new OutsideFailure("read-only\ndisk", true)));
        URI address = served(database(), null, () -> {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
        });
        HttpResponse<String> answer = get(address, "/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body().lines())
                .hasSize(3)
                .contains("the journal can't be written: read-only disk", "the line spring: it stopped: a bug")
                .contains("the disk is nearly full: 5242880 bytes are free, " + Long.MAX_VALUE
                        + " must be (operation: free_disk)");
        assertThat(get(address, "/health").body()).isEqualTo(answer.body());
        clock.advance(Duration.ofSeconds(5));
        trouble = Map.of();
        assertThat(get(address, "/health").body().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("the disk is nearly full: 5242880 "));
    }

    @Test
    void what_a_build_logs_says_of_which_build_it_is() throws Exception {
        lines(database());
        assertThat(builds)
                .hasSize(2)
                .allSatisfy(build -> assertThat(context.get(build.pkg().project()))
                        .isEqualTo(Map.of(
                                "line", "spring",
                                "package", build.pkg().project(),
                                "build", build.id(),
                                "commit", "a".repeat(40))));
    }

    @Test
    void kinds_of_causes_are_words() {
        assertThat(LineCounts.cause(Optional.of(new Cause.MissingDependency("a", "b"))))
                .isEqualTo("missing_dependency");
        assertThat(LineCounts.cause(Optional.empty())).isEqualTo("none");
    }

    private Database database() throws OutsideFailure {
        Database database = Database.own(dir.resolve("penstock.db"));
        opened.push(database::close);
        return database;
    }

    private BuildOutcome build(BuildRequest request) throws OutsideFailure, InterruptedException {
        context.put(request.pkg().project(), Map.copyOf(MDC.getCopyOfContextMap()));
        builds.add(request);
        return builder.build(request);
    }

    /** {@code good} is built, {@code bad} fails, {@code gone} has no repository. */
    private Lines lines(Database database) throws Exception {
        Lines lines = new Lines(
                new SqlJournal(database),
                new Ports(
                        (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                        this::build,
                        new MemoryPublisher()),
                new Settings(1, 1, Duration.ofMillis(1), false),
                InstantSource.system(),
                counts);
        opened.push(lines::close);
        lines.open(new ReleaseLine(
                "spring", "spring", "development", List.of(), List.of(pkg("good"), pkg("bad"), pkg("gone"))));
        lines.take("spring", moved("good"));
        lines.take("spring", moved("bad"));
        lines.take("spring", new Finding.Broken("gone", "there is no such repository", false));
        lines.awaitRest("spring");
        return lines;
    }

    private URI served(Database database, @org.jspecify.annotations.Nullable Lines lines, WriteCheck check)
            throws Exception {
        Observation.Looks looks = new Observation.Looks() {
            @Override
            public Map<String, Instant> answered() {
                return Map.of("spring", COMMITTED);
            }

            @Override
            public Duration late() {
                return Duration.ofSeconds(90);
            }
        };
        Observation observation = new Observation(
                new Observation.Settings(() -> new Disk.Space(5 << 20, 9 << 20), freeDisk),
                new Observation.Factory(() -> lines == null ? trouble : lines.pulses(), looks, () -> warnings),
                new Observation.Stored(new SqlLineViews(database), new SqlNoticeBook(database), check),
                counts,
                clock);
        Path root = Files.createDirectories(dir.resolve("published"));
        WebServer server = new WebServer(new WebServer.Settings("127.0.0.1", 0, root), List::of, List.of(observation));
        InetSocketAddress bound = server.start();
        opened.push(server::close);
        return URI.create("http://" + bound.getHostString() + ":" + bound.getPort());
    }

    /** Closes what was opened before the server. */
    private void closeAll(int count) {
        Runnable server = opened.pop();
        for (int i = 0; i < count; i++) {
            opened.pop().run();
        }
        opened.push(server);
    }

    private HttpResponse<String> get(URI address, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Package pkg(String name) {
        Package.Source source = new Package.Source("https://git.example.org/" + name, "master", false);
        return new Package(name, "python-" + name, "", source, source, List.of());
    }

    private static Finding moved(String project) {
        Commit commit = new Commit("a".repeat(40), "b".repeat(40), COMMITTED, "A <a@example.org>", "Subject");
        return new Finding.Moved(project, List.of(commit), commit, List.of());
    }
}
