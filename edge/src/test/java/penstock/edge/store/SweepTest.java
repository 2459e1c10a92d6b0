package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.logs.LogSweep;
import penstock.engine.purge.SnapshotFolders;
import penstock.engine.purge.Swept;
import penstock.engine.testkit.LeftoverCheck;
import penstock.purge.PurgeFacts;
import penstock.repo.Snapshot;

/** A6: what is removed from disk, and what stays. */
@ExtendWith(LeftoverCheck.class)
class SweepTest {
    private static final String LINE = PublishedSite.LINE;

    @TempDir
    Path temp;

    @Test
    void a_snapshot_goes_with_what_only_it_had() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot one = site.current(site.entry("a", "", "1"), site.entry("b", "", "2"));
        Snapshot two = site.current(site.entry("c", "", "3"), site.entry("b", "", "4"));
        SnapshotFolders folders = site.publisher.folders();
        assertThat(folders.remove(LINE, Set.of(one.directory())).things()).isEqualTo(1);
        assertThat(folders.sweep(LINE).things()).isEqualTo(1);
        assertThat(site.line().resolve("11")).doesNotExist();
        assertThat(StoreContractsTest.rpms(site.line().resolve(two.directory())))
                .hasSize(2);
        assertThat(folders.sweep(LINE)).as("again").isEqualTo(Swept.NOTHING);
        assertThat(site.line().resolve(".staging")).isEmptyDirectory();
        site.publisher.publish(one);
        assertThat(StoreContractsTest.rpms(site.line().resolve(one.directory())))
                .hasSize(2);
    }

    @Test
    void a_snapshot_that_a_label_shows_stays_whoever_made_the_label() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot one = site.current(site.entry("a", "", "1"));
        site.current(site.entry("a", "", "2"));
        Files.createSymbolicLink(site.line().resolve("tested"), Path.of(one.directory()));
        SnapshotFolders folders = site.publisher.folders();
        assertThat(folders.shown(List.of(LINE))).contains(new PurgeFacts.Shown(LINE, "tested", one.directory()));
        assertThat(folders.remove(LINE, Set.of(one.directory()))).isEqualTo(Swept.NOTHING);
        assertThat(site.line().resolve("tested/repodata/repomd.xml")).exists();
    }

    @Test
    void an_old_state_over_components_goes_with_a_snapshot_that_it_names() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot old = site.current(site.entry("net", "network", "1"));
        Path state = site.line().resolve("current/.now").toRealPath();
        Snapshot cpu = site.current(site.entry("cpu", "compute", "2"));
        Snapshot newer = site.current(site.entry("net", "network", "3"));
        SnapshotFolders folders = site.publisher.folders();
        assertThat(folders.shown(List.of(LINE)))
                .contains(
                        new PurgeFacts.Shown(LINE, "current", newer.directory()),
                        new PurgeFacts.Shown(LINE, "current", cpu.directory()),
                        new PurgeFacts.Shown(LINE, "component/network/current", newer.directory()));
        assertThat(folders.remove(LINE, Set.of(old.directory(), cpu.directory()))
                        .things())
                .as("the other is shown")
                .isEqualTo(1);
        assertThat(state).doesNotExist();
        assertThat(site.line().resolve("current/delorean.repo")).content().contains(cpu.directory(), newer.directory());
    }

    @Test
    void a_shard_that_is_used_while_the_sweep_looks_stays() throws Exception {
        Sweeping sweeping = new Sweeping();
        Path shard = Files.createDirectory(temp.resolve("shard"));
        sweeping.begin();
        sweeping.use(shard, () -> shard);
        assertThat(sweeping.take(shard, () -> Files.delete(shard))).isFalse();
        sweeping.end();
        sweeping.begin();
        assertThat(sweeping.take(shard, () -> Files.delete(shard))).isTrue();
        assertThat(shard).doesNotExist();
    }

    @Test
    void artifacts_go_that_are_old_not_needed_and_nowhere_else() throws Exception {
        PublishedSite site = PublishedSite.open(temp);
        Snapshot shown = site.current(site.entry("a", "", "1"));
        String published = shown.made().artifacts().getFirst().sha256();
        String needed = site.entry("b", "", "2").artifacts().getFirst().sha256();
        String orphan = site.entry("c", "", "3").artifacts().getFirst().sha256();
        String young = site.entry("d", "", "4").artifacts().getFirst().sha256();
        Instant before = Instant.now().minusSeconds(10);
        for (String old : List.of(published, needed, orphan)) {
            Files.setLastModifiedTime(site.store.find(old).orElseThrow(), FileTime.from(before.minusSeconds(10)));
        }
        Path fragments = Files.createDirectories(temp.resolve("metadata/rpms/" + orphan.substring(0, 2)))
                .resolve(orphan + ".1");
        Files.writeString(fragments, "metadata");
        ArtifactSweep sweep = new ArtifactSweep(temp.resolve("store"), temp.resolve("metadata"));
        assertThat(sweep.sweep((_, _) -> Set.of(needed), before, true).things()).isEqualTo(1);
        assertThat(site.store.find(orphan)).as("a dry run").isPresent();
        assertThat(sweep.sweep((_, _) -> Set.of(needed), before, false).things())
                .isEqualTo(1);
        assertThat(site.store.find(orphan)).isEmpty();
        assertThat(fragments).doesNotExist();
        for (String stays : List.of(published, needed, young)) {
            assertThat(site.store.find(stays)).isPresent();
        }
    }

    @Test
    void logs_go_with_what_lies_beside_them() throws Exception {
        Path logs = Files.createDirectory(temp.resolve("logs"));
        Instant before = Instant.now().plusSeconds(5);
        for (String name : List.of("gone.log", "gone.index", "kept.log")) {
            Files.writeString(logs.resolve(name), "text");
        }
        LogSweep sweep = new LogSweep(logs);
        assertThat(sweep.sweep((_, _) -> Set.of("kept"), before, false)).isEqualTo(new Swept(2, 8));
        assertThat(logs).isDirectoryContaining(path -> path.endsWith("kept.log"));
        assertThat(logs.resolve("gone.index")).doesNotExist();
        assertThat(new LogSweep(temp.resolve("none")).sweep((_, _) -> Set.of(), before, false))
                .isEqualTo(Swept.NOTHING);
    }
}
