package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.puppet.ScenarioFolders;
import penstock.edge.puppet.ScenarioSweep;
import penstock.edge.store.FolderCopies;
import penstock.engine.backup.Kept;
import penstock.engine.purge.Swept;
import penstock.engine.scenario.ScenarioOutcome;

/** Part 4, E: what is kept of runs of scenarios goes with its snapshot, and is in backups. */
class KeptRunsTest {
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-02-01T00:00:00Z");

    @TempDir
    private Path dir;

    /** A run that ended then, of the snapshots of packages and of modules. */
    private void run(String id, Instant ended, String packages, String modules) throws Exception {
        Path files = Files.createDirectories(dir.resolve("work"));
        Files.writeString(files.resolve("log.txt"), "1234567890");
        Path kept = new ScenarioFolders(dir.resolve("factory/scenarios"))
                .keep(
                        new ScenarioOutcome(
                                id,
                                new ScenarioOutcome.Named("pond", ""),
                                new ScenarioOutcome.Subject("el9s-spring", packages, modules, "d"),
                                Optional.empty(),
                                List.of(),
                                ended,
                                ended),
                        files);
        Files.setLastModifiedTime(kept.resolve("outcome.json"), FileTime.from(ended));
    }

    private Swept sweep(boolean dry) throws Exception {
        return new ScenarioSweep(dir.resolve("factory/scenarios"), "el9s")
                .sweep(
                        (_, names) -> {
                            Set<String> there = new TreeSet<>(Set.of("spring/aa/aa/stays"));
                            there.retainAll(names);
                            return there;
                        },
                        BEFORE,
                        dry);
    }

    private List<String> there(String place) throws IOException {
        try (var all = Files.list(dir.resolve(place))) {
            return all.map(run -> run.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunGoesWhenItIsOldAndItsSnapshotsAreGone() throws Exception {
        assertThat(sweep(false)).isEqualTo(Swept.NOTHING);
        run("1-gone", OLD, "bb/bb/gone", "bb/bb/gone");
        run("2-young", BEFORE, "bb/bb/gone", "bb/bb/gone");
        run("3-stays", OLD, "aa/aa/stays", "aa/aa/stays");
        run("4-modules", OLD, "bb/bb/gone", "aa/aa/stays cc/cc/gone");
        run("5-broken", OLD, "aa/aa/stays", "aa/aa/stays");
        Path broken = dir.resolve("factory/scenarios/5-broken/outcome.json");
        Files.writeString(broken, "{");
        Files.setLastModifiedTime(broken, FileTime.from(OLD));
        assertThat(sweep(true).things()).isEqualTo(2);
        assertThat(there("factory/scenarios")).hasSize(5);

        Swept swept = sweep(false);
        assertThat(swept.things()).isEqualTo(2);
        assertThat(swept.bytes()).isGreaterThan(20);
        assertThat(there("factory/scenarios")).containsExactly("2-young", "3-stays", "4-modules");
    }

    @Test
    void aBackupHasEveryRunOnceAndNoneThatIsKeptNoMore() throws Exception {
        run("1-gone", OLD, "bb/bb/gone", "bb/bb/gone");
        run("3-stays", OLD, "aa/aa/stays", "aa/aa/stays");
        backup("factory", "backup");
        assertThat(there("backup/scenarios")).containsExactly("1-gone", "3-stays");
        assertThat(there("backup/scenarios/3-stays")).containsExactly("log.txt", "outcome.json");
        sweep(false);
        run("6-new", BEFORE, "aa/aa/stays", "aa/aa/stays");
        backup("factory", "backup");
        assertThat(there("backup/scenarios")).containsExactly("3-stays", "6-new");
        backup("backup", "again");
        assertThat(there("again/scenarios")).containsExactly("3-stays", "6-new");
        assertThat(Files.getLastModifiedTime(dir.resolve("again/scenarios/3-stays/outcome.json")))
                .isEqualTo(FileTime.from(OLD));
    }

    private void backup(String from, String to) throws Exception {
        FolderCopies copies = new FolderCopies(folders(dir.resolve(from)), folders(dir.resolve(to)), "el9s");
        Kept nothing = new Kept(new TreeSet<>(), List.of(), List.of());
        assertThat(copies.copy(nothing, _ -> {})).isEmpty();
        copies.sweep(nothing);
    }

    private static FolderCopies.Folders folders(Path folder) {
        return new FolderCopies.Folders(
                folder.resolve("store"), folder.resolve("repos"), folder.resolve("logs"), folder.resolve("scenarios"));
    }
}
