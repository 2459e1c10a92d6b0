package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlQueries;
import penstock.engine.query.Queries;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.RepoLayout;

/**
 * Part 2, C1: a SIGKILL at any moment loses no finished build, publishes none twice and never shows half a repository. A process is killed
 * 200 times at moments that a seed chooses, while it opens the folder too. After each kill, and so after each restart, what it had said to
 * be stored must be there, and every label must point to a whole snapshot that the published key signed.
 */
// 200 lives and looks took 140 to 480 s on two processors, as busy as they were.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class CrashTest {
    private static final long SEED = 20260301;
    private static final int KILLS = 200;
    /** Every so many lives end while the folder is opened, or soon after. */
    private static final int OPENING = 5;

    /** A life is so many things said, since a busy machine does less in the same time, and then so long. */
    private static final int LONGEST_LIFE_LINES = 5;

    private static final int LONGEST_LIFE_MILLIS = 120;
    private static final int LONGEST_OPENING_MILLIS = 400;
    /** A child that hangs is a failure, not a wait. */
    private static final int LONGEST_SECONDS = 120;

    @TempDir
    Path dir;

    private final Set<String> built = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    /** Published snapshots that were looked at; they never change. */
    private final Set<String> checked = new HashSet<>();

    private final List<String> twice = new ArrayList<>();

    @Test
    void noKillLosesAFinishedBuildOrShowsHalfARepository() throws Exception {
        QuickJvm jvm = QuickJvm.prepare(dir, CrashChild.class, arguments(0, "one"));
        Random random = new Random(SEED);
        Process next = child(jvm, 1, "on");
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = next;
            next = child(jvm, kill + 1, kill < KILLS ? "on" : "off");
            int lines = kill % OPENING == 0 ? 0 : 1 + random.nextInt(LONGEST_LIFE_LINES);
            killed(process, lines, random.nextInt(lines == 0 ? LONGEST_OPENING_MILLIS : LONGEST_LIFE_MILLIS));
            check("seed " + SEED + ", kill " + kill);
        }
        ended(next);
        checked.clear();
        check("seed " + SEED + ", the end");
        assertThat(built).as("builds that were cut off or not").hasSizeGreaterThan(KILLS / 2);
        finallyEverythingIsPublishedOnce();
    }

    private String[] arguments(int seed, String mode) {
        return new String[] {dir.toString(), Integer.toString(seed), mode};
    }

    /** Started, and waiting to begin. */
    private Process child(QuickJvm jvm, int seed, String mode) throws IOException {
        Process process = jvm.start(dir.resolve("errors.txt"), CrashChild.class, arguments(seed, mode));
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

    private static void begin(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** @param said how many lines it says before its last milliseconds begin; none for an end while it opens the folder */
    private void killed(Process process, int said, int life) throws Exception {
        begin(process);
        try (BufferedReader lines = reader(process)) {
            for (int i = 0; i < said; i++) {
                String line = lines.readLine();
                assertThat(line).as(() -> errors()).isNotNull();
                note(line);
            }
            Thread killer = killAfter(process, life);
            lines.lines().forEach(this::note);
            killer.join();
        }
        assertThat(process.waitFor()).as(() -> errors()).isEqualTo(137);
    }

    private void ended(Process process) throws Exception {
        begin(process);
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
        boolean first = !line.startsWith("BUILT ") || built.add(line.substring(6));
        first &= !line.startsWith("PUBLISHED ") || published.add(line.substring(10));
        if (!first) {
            twice.add(line);
        }
    }

    private void check(String when) throws Exception {
        assertThat(twice).as(when).isEmpty();
        Path state = dir.resolve("state.sqlite");
        if (!Files.exists(state)) {
            return;
        }
        try (Database database = Database.read(state)) {
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
            if (checked.add(directory)) {
                whole(when, line().resolve(directory));
            }
        }
    }

    private void whole(String when, Path snapshot) throws Exception {
        WholeSnapshot.checkSigned(when, snapshot, dir.resolve("repos").resolve(RepoLayout.KEYS));
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
