package penstock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.Fence;
import penstock.engine.purge.Purge;
import penstock.engine.purge.RecordedPurge;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.ScriptedDisk;

/** A6: what somebody who purges is told, and what is on record of it. */
class PurgeOfficeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final ScriptedDisk disk = new ScriptedDisk();
    private final MemoryAuditTrail audit = new MemoryAuditTrail(clock);
    private final List<String> told = new ArrayList<>();

    private List<String> purge(boolean dry, String... keep) throws Exception {
        disk.published("nova", NOW.minus(Duration.ofDays(60)));
        disk.published("nova", NOW.minus(Duration.ofDays(50)));
        Purge purge = new Purge(
                disk,
                disk,
                new Purge.Kept(disk.files("artifacts"), disk.files("logs"), disk.files("scenarios")),
                disk,
                Fence.NONE,
                clock);
        return new PurgeOffice(new RecordedPurge(purge, new OnRecord(audit)), clock)
                .answer(
                        new DataFolder.Request.Purge(Duration.ofDays(30), List.of(keep), dry),
                        Actor.user("ada"),
                        told::add);
    }

    @Test
    void a_dry_run_says_what_would_go_and_why_the_rest_stays() throws Exception {
        assertThat(purge(true)).isEmpty();
        assertThat(told)
                .containsExactly(
                        "goes   spring folder-1 (nova)  1.0 kB",
                        "stays  spring folder-2 (nova)  the newest success of nova",
                        "1 snapshots (1.0 kB) and what 1 builds left would go, 1 snapshots stay");
        assertThat(disk.did()).isEmpty();
        assertThat(audit.newest(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void what_went_is_told_and_on_record() throws Exception {
        assertThat(purge(false)).isEmpty();
        assertThat(told)
                .containsExactly(
                        "gone   spring folder-1 (nova)  1.0 kB",
                        "1 snapshots (1.0 kB) and what 1 builds left went, 1 snapshots stay",
                        "removed: 1 snapshots (1.0 kB), 0 folders of packages (0 B), 0 artifacts (0 B), 0 logs (0 B),"
                                + " 0 runs of scenarios (0 B)");
        assertThat(audit.newest(Optional.empty(), 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(Actor.user("ada"));
            assertThat(entry.target()).isEqualTo("what is older than 2026-01-30T00:00:00Z");
            assertThat(entry.outcome()).isEqualTo("done: 1 snapshots");
        });
    }

    @Test
    void a_slip_in_what_is_to_be_kept_removes_nothing() throws Exception {
        assertThat(purge(false, "curent-passed-ci"))
                .containsExactly(
                        "nothing was removed: no label or snapshot is called curent-passed-ci, which is to be kept");
        assertThat(disk.did()).isEmpty();
    }
}
