package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlQueries;
import penstock.edge.store.FileArtifactStore;
import penstock.engine.query.Queries.SnapshotRow;
import penstock.engine.testkit.LeftoverCheck;

/**
 * A6: whoever is killed when while old repositories are removed beside new ones being published, every snapshot that is not purged, and
 * every label, also one that a person made, is whole; what is purged is gone in the end, with all that only it had.
 */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class PurgeCrashTest {
    private static final int KILLS = 12;
    private static final int LONGEST_LIFE_MILLIS = 1500;
    /** A child that hangs is a failure, not a wait. */
    private static final int LONGEST_SECONDS = 120;

    private static final Pattern NAMED = Pattern.compile("/(component/\\S+)");

    @TempDir
    Path dir;

    private int removed;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "components"})
    void nothingThatIsNeededGoesWhenAPurgeIsKilled(String kind) throws Exception {
        Random random = new Random(20261125);
        // A slow machine may end no purge in such lives; then they go on, longer and longer.
        for (int kill = 1; kill <= KILLS || (removed == 0 && kill <= 4 * KILLS); kill++) {
            killed(kill, kind, 200 + random.nextInt(LONGEST_LIFE_MILLIS * (1 + kill / KILLS)));
            List<String> published = check("kill " + kill);
            if (!published.isEmpty()) {
                label(published.get(random.nextInt(published.size())), kill);
            }
        }
        assertThat(removed).as("snapshots that were purged").isPositive();
        ended(kind);
        check("the end");
        nothingIsLeftOver();
    }

    private Process child(int seed, String mode, String kind) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + Files.createDirectories(dir.resolve("tmp")),
                        "--enable-native-access=ALL-UNNAMED",
                        PurgeChild.class.getName(),
                        dir.toString(),
                        Integer.toString(seed),
                        mode,
                        kind)
                .redirectError(dir.resolve("errors.txt").toFile())
                .start();
        CrashTest.killAfter(process, LONGEST_SECONDS * 1000);
        return process;
    }

    private void killed(int seed, String kind, int life) throws Exception {
        Process process = child(seed, "on", kind);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).as(errors()).isEqualTo("READY");
            Thread killer = CrashTest.killAfter(process, life);
            lines.lines()
                    .filter(line -> line.startsWith("REMOVED "))
                    .forEach(line -> removed += Integer.parseInt(line.substring(8)));
            killer.join();
        }
        assertThat(process.waitFor()).as(errors()).isEqualTo(137);
    }

    private void ended(String kind) throws Exception {
        Process process = child(0, "off", kind);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines().toList()).as(errors()).contains("END");
        }
        assertThat(process.waitFor()).as(errors()).isZero();
    }

    private String errors() throws IOException {
        return Files.readString(dir.resolve("errors.txt"));
    }

    private Path line() {
        return dir.resolve("repos/el9s-" + CrashChild.LINE);
    }

    /** As a person does, with the database knowing nothing of it. */
    private void label(String directory, int number) throws IOException {
        int end = directory.startsWith("component/") ? directory.indexOf('/', "component/".length()) + 1 : 0;
        Path label = line().resolve(directory.substring(0, end) + "tested-" + number);
        Files.createSymbolicLink(label, Path.of(directory.substring(end)));
    }

    private List<String> check(String when) throws Exception {
        List<String> published = directories("PUBLISHED");
        for (String directory : published) {
            WholeSnapshot.check(when + ", " + directory, line().resolve(directory));
        }
        if (!Files.exists(line())) {
            return published;
        }
        try (Stream<Path> all = Files.walk(line(), 3)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                if (!line().relativize(link).toString().contains(".")) {
                    WholeSnapshot.check(when + ", " + link, link);
                } else if (link.endsWith(".now")) {
                    named(when, link);
                }
            }
        }
        return published;
    }

    private void named(String when, Path state) throws IOException {
        Matcher found = NAMED.matcher(Files.readString(state.resolve("delorean.repo")));
        assertThat(found.find()).as(when).isTrue();
        do {
            WholeSnapshot.check(when + ", " + state, line().resolve(found.group(1)));
        } while (found.find());
    }

    private List<String> directories(String state) throws Exception {
        try (Database database = Database.read(dir.resolve("state.sqlite"))) {
            return new SqlQueries(database)
                    .snapshots(CrashChild.LINE, Integer.MAX_VALUE).stream()
                            .filter(snapshot -> snapshot.state().equals(state))
                            .map(SnapshotRow::directory)
                            .toList();
        }
    }

    private void nothingIsLeftOver() throws Exception {
        List<String> purged = directories("PURGED");
        assertThat(purged).isNotEmpty();
        Set<Path> used = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (String directory : directories("PUBLISHED")) {
            try (Stream<Path> files = Files.walk(line().resolve(directory), FileVisitOption.FOLLOW_LINKS)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".rpm")).toList()) {
                    names.add(file.getFileName().toString());
                    used.add(file.toRealPath().getParent());
                }
            }
        }
        Set<Path> labelled = labelled();
        assertThat(purged.stream()
                        .map(line()::resolve)
                        .filter(Files::exists)
                        .filter(there -> !labelled.contains(there)))
                .isEmpty();
        assertThat(shards()).isSubsetOf(used);
        assertThat(artifacts()).as("RPMs in the store").hasSameSizeAs(names);
    }

    private Set<Path> labelled() throws IOException {
        try (Stream<Path> all = Files.walk(line(), 3)) {
            Set<Path> shown = new HashSet<>();
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                shown.add(line().resolve(line().toRealPath().relativize(link.toRealPath())));
            }
            return shown;
        }
    }

    private List<Path> shards() throws IOException {
        List<Path> shards = new ArrayList<>();
        try (Stream<Path> all = Files.walk(line())) {
            for (Path folder : all.filter(path -> path.getFileName().toString().matches("[0-9a-f]{32}"))
                    .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> path.toString().contains("/.packages/"))
                    .toList()) {
                shards.add(folder.toRealPath());
            }
        }
        return shards;
    }

    private Set<Path> artifacts() throws Exception {
        FileArtifactStore store = FileArtifactStore.open(dir.resolve("store"));
        try (Stream<Path> kept = Files.walk(dir.resolve("store"))) {
            Set<Path> files = kept.filter(Files::isRegularFile).collect(Collectors.toSet());
            for (Path file : files) {
                Optional<Path> good = store.findVerified(file.getFileName().toString());
                assertThat(good).isPresent();
            }
            return files;
        }
    }
}
