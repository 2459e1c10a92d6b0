package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresAddress;
import penstock.edge.sql.PostgresCluster;
import penstock.edge.sql.SqlQueries;
import penstock.engine.query.Queries;
import penstock.engine.testkit.LeftoverCheck;

/**
 * Part 2, B5: two real processes, one PostgreSQL database, one store and published tree. The second waits until the first is killed or
 * falls silent, goes on with what the first left open, and the first never writes again.
 */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class StandbyTest {
    /** From a death to the first word of the next owner: the lease, and what a busy machine takes to start work. */
    private static final Duration BOUND = CrashChild.LEASE.plusSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @TempDir
    Path dir;

    private final PostgresAddress address;
    private final List<Child> children = new ArrayList<>();

    StandbyTest(PostgresCluster.Server server) {
        this.address = server.empty();
    }

    private record Child(Process process, BlockingQueue<String> lines, Thread reader) {
        /** The next line that begins so; others are passed over. */
        String await(String start, Duration patience) throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(line).as("a line that begins with " + start).isNotNull();
                if (line.startsWith(start)) {
                    return line;
                }
            }
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private Child start(String mode) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Djava.io.tmpdir=" + Files.createDirectories(dir.resolve("tmp")),
                        "--enable-native-access=ALL-UNNAMED",
                        CrashChild.class.getName(),
                        dir.toString(),
                        Integer.toString(children.size()),
                        mode,
                        address.url())
                .redirectError(dir.resolve("errors" + children.size() + ".txt").toFile())
                .start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try (BufferedReader text =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            } catch (IOException e) {
                lines.add("NOT READ " + e);
            }
        });
        Child child = new Child(process, lines, reader);
        children.add(child);
        return child;
    }

    @AfterEach
    void killAll() throws Exception {
        for (Child child : children) {
            child.process().toHandle().destroyForcibly();
            child.process().waitFor();
            child.reader().join();
        }
    }

    /** One that works, and one that waits for it. */
    private Child[] pair() throws Exception {
        Child first = start("on");
        first.await("PUBLISHED", PATIENCE);
        Child second = start("off");
        assertThat(second.await("WAITING", PATIENCE))
                .isEqualTo("WAITING process " + first.process().pid());
        first.await("BUILT", PATIENCE);
        return new Child[] {first, second};
    }

    @Test
    void theSecondGoesOnWhereTheFirstWasKilled() throws Exception {
        Child[] pair = pair();
        pair[0].process().toHandle().destroyForcibly();
        pair[1].await("READY", BOUND);
        pair[1].await("END", PATIENCE);
        assertThat(pair[1].process().waitFor()).isZero();
        everythingIsPublishedOnce();
    }

    @Test
    void theFirstStoppedAndResumedWritesNothingAndEnds() throws Exception {
        Child[] pair = pair();
        pair[0].signal("STOP");
        pair[1].await("READY", BOUND);
        pair[1].await("END", PATIENCE);
        assertThat(pair[1].process().waitFor()).isZero();
        List<String> before = everythingIsPublishedOnce();
        pair[0].signal("CONT");
        assertThat(pair[0].await("LOST", PATIENCE))
                .startsWith("LOST another process owns the factory now")
                .contains("it changes nothing any more and ends");
        assertThat(pair[0].process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(pair[0].process().exitValue()).isEqualTo(4);
        assertThat(everythingIsPublishedOnce()).isEqualTo(before);
    }

    /** All that is known and shown, as text to compare. */
    private List<String> everythingIsPublishedOnce() throws Exception {
        List<String> all = new ArrayList<>();
        try (Database database = Database.read(address)) {
            Queries queries = new SqlQueries(database);
            List<Queries.BuildRow> builds = queries.builds(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE);
            assertThat(builds).isNotEmpty().allMatch(build -> build.status().equals("SUCCESS"));
            List<Queries.SnapshotRow> snapshots = queries.snapshots(CrashChild.LINE, Integer.MAX_VALUE);
            assertThat(snapshots)
                    .hasSameSizeAs(builds)
                    .allMatch(snapshot -> snapshot.state().equals("PUBLISHED"))
                    .extracting(Queries.SnapshotRow::build)
                    .doesNotHaveDuplicates();
            Path line = dir.resolve("repos/el9s-" + CrashChild.LINE);
            for (Queries.SnapshotRow snapshot : snapshots) {
                assertThat(line.resolve(snapshot.directory()).resolve("repodata/repomd.xml"))
                        .isNotEmptyFile();
            }
            assertThat(queries.labels(CrashChild.LINE)).hasSize(2).allSatisfy(label -> {
                Path to = line.resolve(label.label()).toRealPath();
                assertThat(to.toString()).endsWith(label.directory());
                all.add(label + " " + to);
            });
            builds.forEach(build -> all.add(build.toString()));
            queries.events(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE)
                    .forEach(event -> all.add(event.toString()));
        }
        all.sort(Comparator.naturalOrder());
        return all;
    }
}
