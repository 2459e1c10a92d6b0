package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlQueries;
import penstock.engine.query.Queries;
import penstock.engine.testkit.LeftoverCheck;

/**
 * D2: a SIGKILL at any moment loses no finished build and never shows half a repository. A process is killed 30 times at moments
 * that a seed chooses; after each, what it had said to be stored must be there, and every label must point to a whole snapshot.
 */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class CrashTest {
    private static final int KILLS = 30;
    private static final int LONGEST_LIFE_MILLIS = 900;
    /** A child that hangs is a failure, not a wait. */
    private static final int LONGEST_SECONDS = 120;

    @TempDir
    Path dir;

    private final Set<String> built = new HashSet<>();
    private final Set<String> published = new HashSet<>();

    @Test
    void noKillLosesAFinishedBuildOrShowsHalfARepository() throws Exception {
        Random random = new Random(20260301);
        for (int kill = 1; kill <= KILLS; kill++) {
            killed(kill, random.nextInt(LONGEST_LIFE_MILLIS));
            check("kill " + kill);
        }
        ended();
        check("the end");
        assertThat(built).as("builds that were cut off or not").hasSizeGreaterThan(KILLS);
        finallyEverythingIsPublishedOnce();
    }

    private Process child(int seed, String mode) throws IOException {
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
                        Integer.toString(seed),
                        mode)
                .redirectError(dir.resolve("errors.txt").toFile())
                .start();
        killAfter(process, LONGEST_SECONDS * 1000);
        return process;
    }

    static Thread killAfter(Process process, int millis) {
        return Thread.ofVirtual().start(() -> {
            try {
                process.waitFor(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // By its handle: Process.destroyForcibly also closes the pipe, and what the child had said would be lost.
            process.toHandle().destroyForcibly();
        });
    }

    private void killed(int seed, int life) throws Exception {
        Process process = child(seed, "on");
        try (BufferedReader lines = reader(process)) {
            String first = lines.readLine();
            assertThat(first).as(() -> errors()).isNotNull();
            note(first);
            Thread killer = killAfter(process, life);
            lines.lines().forEach(this::note);
            killer.join();
        }
        assertThat(process.waitFor()).as(() -> errors()).isEqualTo(137);
    }

    private void ended() throws Exception {
        Process process = child(0, "off");
        try (BufferedReader lines = reader(process)) {
            lines.lines().forEach(this::note);
        }
        assertThat(process.waitFor()).as(() -> errors()).isZero();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private String errors() {
        try {
            return Files.readString(dir.resolve("errors.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void note(String line) {
        if (line.startsWith("BUILT ")) {
            built.add(line.substring(6));
        } else if (line.startsWith("PUBLISHED ")) {
            published.add(line.substring(10));
        }
    }

    private void check(String when) throws Exception {
        try (Database database = Database.read(dir.resolve("state.sqlite"))) {
            Queries queries = new SqlQueries(database);
            Set<String> ended = queries.builds(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE).stream()
                    .filter(build -> build.times().ended().isPresent())
                    .map(Queries.BuildRow::id)
                    .collect(Collectors.toSet());
            assertThat(ended).as(when).containsAll(built);
            assertThat(directories(queries, "PUBLISHED")).as(when).containsAll(published);
        }
        for (String label : List.of("current", "consistent")) {
            Path link = line().resolve(label);
            if (Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                whole(when + ", " + label, link);
            }
        }
        for (String directory : published) {
            whole(when, line().resolve(directory));
        }
    }

    private Path line() {
        return dir.resolve("repos/el9s-" + CrashChild.LINE);
    }

    private static Set<String> directories(Queries queries, String state) throws Exception {
        return queries.snapshots(CrashChild.LINE, Integer.MAX_VALUE).stream()
                .filter(snapshot -> snapshot.state().equals(state))
                .map(Queries.SnapshotRow::directory)
                .collect(Collectors.toSet());
    }

    /** A snapshot has metadata, and an RPM that is not empty for every row of its list. */
    static void whole(String when, Path snapshot) throws IOException {
        assertThat(snapshot.resolve("repodata/repomd.xml")).as(when).isNotEmptyFile();
        assertThat(snapshot.resolve("delorean.repo")).as(when).isNotEmptyFile();
        assertThat(snapshot.resolve("commit.yaml")).as(when).isNotEmptyFile();
        List<String> rows = Files.readAllLines(snapshot.resolve("versions.csv"));
        assertThat(rows).as(when).hasSizeGreaterThan(1);
        Set<String> names;
        try (Stream<Path> files = Files.walk(snapshot, FileVisitOption.FOLLOW_LINKS)) {
            names = files.filter(file -> file.toString().endsWith(".rpm"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
        assertThat(names).as(when).hasSize(rows.size() - 1);
        for (String row : rows.subList(1, rows.size())) {
            String nvr = row.substring(row.lastIndexOf(',') + 1);
            assertThat(names).as("%s: %s", when, row).contains(nvr + ".noarch.rpm");
        }
    }

    private void finallyEverythingIsPublishedOnce() throws Exception {
        try (Database database = Database.read(dir.resolve("state.sqlite"))) {
            Queries queries = new SqlQueries(database);
            List<Queries.BuildRow> builds = queries.builds(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE);
            assertThat(builds).allMatch(build -> build.status().equals("SUCCESS"));
            assertThat(queries.snapshots(CrashChild.LINE, Integer.MAX_VALUE))
                    .hasSameSizeAs(builds)
                    .allMatch(snapshot -> snapshot.state().equals("PUBLISHED"))
                    .extracting(Queries.SnapshotRow::build)
                    .doesNotHaveDuplicates();
            assertThat(queries.events(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE).stream()
                            .filter(event -> event.kind().equals("Published"))
                            .map(Queries.EventRow::text))
                    .hasSameSizeAs(builds)
                    .doesNotHaveDuplicates();
            assertThat(queries.labels(CrashChild.LINE))
                    .hasSize(2)
                    .allSatisfy(label -> assertThat(
                                    line().resolve(label.label()).toRealPath().toString())
                            .endsWith(label.directory()));
        }
        assertThat(line().resolve(".staging"))
                .satisfiesAnyOf(
                        folder -> assertThat(folder).doesNotExist(),
                        folder -> assertThat(folder).isEmptyDirectory());
    }
}
