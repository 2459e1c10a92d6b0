package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresAddress;
import penstock.edge.sql.PostgresCluster;
import penstock.edge.sql.PostgresLease;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlStateCopies;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.FolderCopies;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.backup.Backup;
import penstock.engine.backup.Kept;
import penstock.engine.backup.Restore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.engine.testkit.LeftoverCheck;

/**
 * Part 2, B6: a real process builds and publishes while its folder is backed up, again and again into the same folder; each backup is whole
 * and makes a factory with the same state and labels, in SQLite and in PostgreSQL.
 */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class BackupTest {
    private static final String KEYS = "repos/RPM-GPG-KEY-penstock";

    @TempDir
    Path dir;

    private final PostgresAddress address;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    BackupTest(PostgresCluster.Server server) {
        this.address = server.empty();
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private <T extends AutoCloseable> T later(T one) {
        opened.push(one);
        return one;
    }

    private static FolderCopies.Folders folders(Path folder) {
        return new FolderCopies.Folders(
                folder.resolve("store"), folder.resolve("repos"), folder.resolve("logs"), folder.resolve("scenarios"));
    }

    private List<String> backup(Database database, Path from, Path to) throws Exception {
        Files.createDirectories(to);
        FolderCopies files = new FolderCopies(folders(from), folders(to), "el9s");
        return new Backup(new SqlStateCopies(database), files, to).run(_ -> {});
    }

    private Database restored(Path backup, Path to, Database database) throws Exception {
        Path copy = Files.copy(backup.resolve(Backup.STATE), to.resolve("copy.db"));
        SnapshotPublisher publisher = SnapshotPublisher.open(
                to.resolve("repos"),
                to.resolve("metadata"),
                new SnapshotPublisher.Address("el9s", "https://example.org"),
                FileArtifactStore.open(to.resolve("store")),
                new RpmFile());
        Kept kept = SqlStateCopies.kept(copy);
        FolderCopies files = new FolderCopies(folders(backup), folders(to), "el9s");
        assertThat(new Restore(new SqlStateCopies(database), files, publisher).run(copy, kept, _ -> {}))
                .isEmpty();
        mustBeWhole(to, kept);
        return database;
    }

    /** As clients see it: every snapshot has all that its signed metadata names, whatever it shares with others. */
    private void mustBeWhole(Path folder, Kept kept) throws Exception {
        assertThat(kept.snapshots()).isNotEmpty();
        for (Kept.Snapshot snapshot : kept.snapshots()) {
            Path line = folder.resolve("repos/el9s-" + snapshot.line());
            WholeSnapshot.checkSigned(
                    snapshot + " in " + folder,
                    line.resolve(snapshot.directory()),
                    dir.resolve("factory").resolve(KEYS));
        }
    }

    @Test
    void aFactoryAtWorkIsCopiedWholeAndComesBack() throws Exception {
        Path factory = Files.createDirectories(dir.resolve("factory"));
        Path backup = dir.resolve("backup");
        backUpWhileItWorks(factory, backup);
        Path sqlite = Files.createDirectories(dir.resolve("sqlite"));
        Database first = restored(backup, sqlite, later(Database.own(sqlite.resolve("state.sqlite"))));
        String state = state(first, sqlite);
        assertThat(state).contains("current").contains("PUBLISHED");

        Path postgres = Files.createDirectories(dir.resolve("postgres"));
        Database second = restored(backup, postgres, later(Database.own(later(lease()))));
        assertThat(state(second, postgres)).isEqualTo(state);
        assertThatThrownBy(() -> new SqlStateCopies(second).mustBeEmpty())
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("restore into an empty one");

        Path again = dir.resolve("again");
        assertThat(backup(second, postgres, again)).isEmpty();
        assertThat(again.toFile().list()).containsExactlyInAnyOrder(Backup.STATE, "store", "repos");
        Path back = Files.createDirectories(dir.resolve("back"));
        Database third = restored(again, back, later(Database.own(back.resolve("state.sqlite"))));
        assertThat(state(third, back)).isEqualTo(state);
    }

    private void backUpWhileItWorks(Path factory, Path backup) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        CrashChild.class.getName(),
                        factory.toString(),
                        "1",
                        "on")
                .redirectError(dir.resolve("errors.txt").toFile())
                .start();
        later(() -> {
            process.toHandle().destroyForcibly();
            process.waitFor();
        });
        process.getOutputStream().close(); // it begins when its input says so, or ends
        try (var lines = process.inputReader()) {
            for (int published = 0; published < 12; ) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                if (line.startsWith("PUBLISHED")) {
                    published++;
                    if (published % 4 == 0) {
                        try (Database database = Database.read(factory.resolve("state.sqlite"))) {
                            assertThat(backup(database, factory, backup)).isEmpty();
                        }
                        mustBeWhole(backup, SqlStateCopies.kept(backup.resolve(Backup.STATE)));
                    }
                }
            }
        }
    }

    private PostgresLease.Held lease() throws OutsideFailure {
        return switch (new PostgresLease(address, Duration.ofMinutes(1), "here").take("the test")) {
            case PostgresLease.Claim.Mine(PostgresLease.Held held) -> held;
            case PostgresLease.Claim.Taken(String owner) -> throw new AssertionError("taken by " + owner);
        };
    }

    /** What is known and what is shown: every row of the read models, and every published file with its size. */
    private static String state(Database database, Path folder) throws Exception {
        Queries queries = new SqlQueries(database);
        TreeMap<String, Object> all = new TreeMap<>();
        all.put("builds", queries.builds(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE));
        all.put("events", queries.events(CrashChild.LINE, Optional.empty(), Integer.MAX_VALUE));
        all.put("moves", queries.labelMoves(CrashChild.LINE, Integer.MAX_VALUE));
        List<Queries.SnapshotRow> snapshots = queries.snapshots(CrashChild.LINE, Integer.MAX_VALUE);
        all.put("snapshots", snapshots);
        Path line = folder.resolve("repos/el9s-" + CrashChild.LINE);
        for (Queries.SnapshotRow snapshot : snapshots) {
            if (snapshot.state().equals("PUBLISHED")) {
                all.put(snapshot.directory(), files(line.resolve(snapshot.directory())));
            }
        }
        List<Queries.LabelRow> labels = queries.labels(CrashChild.LINE);
        assertThat(labels).isNotEmpty().allSatisfy(label -> {
            Path shown = line.resolve(label.label()).toRealPath();
            assertThat(shown.toString()).endsWith(label.directory());
            WholeSnapshot.check(label.label(), shown);
        });
        all.put("labels", labels);
        return all.toString();
    }

    private static List<String> files(Path snapshot) throws IOException {
        try (Stream<Path> files = Files.walk(snapshot, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(found).isNotEmpty();
            List<String> text = new java.util.ArrayList<>();
            for (Path file : found) {
                text.add(snapshot.relativize(file) + " " + Files.size(file));
            }
            return text;
        }
    }
}
