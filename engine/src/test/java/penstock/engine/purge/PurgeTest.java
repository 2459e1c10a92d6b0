package penstock.engine.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.ScriptedDisk;
import penstock.line.SnapshotRef;
import penstock.purge.PurgePlan;
import penstock.purge.PurgeRule;

/** A6: in which order what is old is removed, and that nothing is where it must not be. */
class PurgeTest {
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final PurgeRule RULE = new PurgeRule(NOW.minus(Duration.ofDays(30)), List.of());

    private static final Fence LOST = () -> {
        throw new OutsideFailure("another process owns the factory now", false);
    };

    private final ScriptedDisk disk = new ScriptedDisk();
    private final SnapshotRef old = disk.published("nova", OLD);
    private final SnapshotRef newest = disk.published("nova", NOW);

    private static String name(SnapshotRef ref) {
        return ref.line() + "/" + ref.directory();
    }

    private Purge purge(Fence fence) {
        return new Purge(
                disk,
                disk,
                new Purge.Kept(
                        disk.files("artifacts", "a"),
                        disk.files("logs", old.build(), newest.build()),
                        disk.files("runs", name(old), name(newest), "another/folder-1")),
                disk,
                fence,
                new ManualClock(NOW));
    }

    @Test
    void what_is_given_up_goes_after_it_was_and_logs_go_last() throws Exception {
        PurgeReport report = purge(Fence.NONE).run(RULE);
        assertThat(report.plan().snapshots()).containsExactly(old);
        assertThat(report.sizes()).containsExactly(1_000L);
        assertThat(disk.did())
                .containsExactly(
                        "lets nobody read",
                        "gave up 1",
                        "removed 1",
                        "swept shared folders",
                        "lets read again",
                        "swept 1 artifacts before " + NOW,
                        "swept 1 logs before " + NOW,
                        "swept 2 runs before " + RULE.before());
    }

    @Test
    void files_that_came_since_the_oldest_running_build_began_stay() throws Exception {
        Instant began = NOW.minusSeconds(100);
        disk.building(began);
        purge(Fence.NONE).run(RULE);
        assertThat(disk.did()).contains("swept 1 artifacts before " + began.minusNanos(1_000));
    }

    @Test
    void what_is_read_stays_and_so_do_files_that_came_since() throws Exception {
        Instant began = NOW.minusSeconds(100);
        disk.read(old, began);
        PurgeReport look = purge(Fence.NONE).look(RULE);
        assertThat(look.plan().stays()).extracting(PurgePlan.Stay::why).contains("read by a test of a deployment");
        assertThat(purge(Fence.NONE).run(RULE).plan().snapshots()).isEmpty();
        assertThat(disk.did())
                .containsSubsequence(
                        "lets nobody read",
                        "gave up 0",
                        "removed 0",
                        "swept shared folders",
                        "lets read again",
                        "swept 1 artifacts before " + began.minusNanos(1_000));
    }

    @Test
    void what_was_given_up_and_is_read_since_is_not_removed() throws Exception {
        assertThatThrownBy(() -> purge(LOST).run(RULE)).hasMessageContaining("another process");
        disk.read(old, NOW);
        purge(Fence.NONE).run(RULE);
        assertThat(disk.did()).contains("removed 0").doesNotContain("removed 1");
    }

    @Test
    void to_look_changes_nothing() throws Exception {
        PurgeReport report = purge(Fence.NONE).look(RULE);
        assertThat(report.plan().snapshots()).containsExactly(old);
        assertThat(report.removed()).isEmpty();
        assertThat(disk.did()).isEmpty();
    }

    @Test
    void a_label_that_only_the_disk_has_keeps_its_snapshot() throws Exception {
        disk.link("tested", old);
        assertThat(purge(Fence.NONE).run(RULE).plan().snapshots()).isEmpty();
        assertThat(purge(Fence.NONE).unknown(new PurgeRule(NOW, List.of("tested", old.directory(), "tset"))))
                .containsExactly("tset");
    }

    @Test
    void who_is_not_the_owner_any_more_removes_no_file() {
        assertThatThrownBy(() -> purge(LOST).run(RULE)).hasMessageContaining("another process");
        assertThat(disk.did()).containsExactly("lets nobody read", "gave up 1", "lets read again");
    }

    @Test
    void the_use_of_disk_counts_what_was_not_measured_yet_and_each_snapshot_is_measured_once() throws Exception {
        assertThat(DiskUse.of(disk, disk::size)).containsExactly(new DiskUse(ScriptedDisk.LINE, 2, 2_000, 0, 0));
        Purge purge = purge(Fence.NONE);
        purge.measure();
        purge.measure();
        assertThat(disk.did()).containsExactly("measured 2");
        assertThat(DiskUse.of(disk, disk::size)).containsExactly(new DiskUse(ScriptedDisk.LINE, 2, 2_000, 0, 0));
    }
}
