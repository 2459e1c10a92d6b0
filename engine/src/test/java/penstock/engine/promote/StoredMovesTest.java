package penstock.engine.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.line.Journal;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryPublisher;
import penstock.line.LineEvent;
import penstock.line.LineStep;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.line.Stepped;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/** Labels of a line that no process runs are moved by the same steps. */
class StoredMovesTest {
    private static final Settings SETTINGS = new Settings(1, 1, Duration.ZERO, false);
    private static final String DIRECTORY = "11/11/" + "1".repeat(40) + "_22222222";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-29T12:00:00Z"));
    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryPublisher publisher = new MemoryPublisher();
    private final StoredMoves moves = new StoredMoves(journal, publisher, clock);

    private static Promotion promotion(String id) {
        SnapshotRef ref = new SnapshotRef("demo", "", DIRECTORY, "nova", "b1", 7);
        return new Promotion(id, "tested", List.of(ref), Promotion.Kind.ASKED, "ada", "", Optional.empty());
    }

    private void publish() throws Exception {
        Package.Source source = new Package.Source("https://git.example.org/nova", "master", false);
        Package pkg = new Package("nova", "nova", "", source, source, List.of());
        Commit commit = new Commit("1".repeat(40), "2".repeat(40), clock.instant(), "A <a@example.org>", "Work");
        BuildRequest build = new BuildRequest("b1", "demo", pkg, commit, commit, clock.instant(), BuildOptions.PLAIN);
        SnapshotEntry entry =
                new SnapshotEntry(build, "", "nova-1-1", SnapshotEntry.SUCCESS, clock.instant(), List.of());
        publisher.publish(new Snapshot("demo", "", DIRECTORY, "b1", List.of(entry)));
    }

    @Test
    void a_label_moves_and_the_state_says_so() throws Exception {
        publish();
        assertThat(moves.promote("demo", promotion("p1"))).isEmpty();
        assertThat(publisher.pointed("demo", "", "tested")).contains(DIRECTORY);
        assertThat(journal.open("demo")).isEmpty();
    }

    @Test
    void what_can_not_be_pointed_to_leaves_nothing_open() throws Exception {
        assertThat(moves.promote("demo", promotion("p1"))).contains(DIRECTORY + " is not published");
        assertThat(journal.open("demo")).isEmpty();
        assertThat(journal.load("demo", SETTINGS).state().atRest()).isTrue();
        publish();
        assertThat(moves.promote("demo", promotion("p2"))).isEmpty();
    }

    @Test
    void what_a_killed_process_began_is_ended_first() throws Exception {
        publish();
        Stamp stamp = new Stamp("00000000-0000-7000-8000-000000000001", clock.instant());
        LineEvent promoting = new LineEvent.Promoting(promotion("p1"));
        Stepped begun = LineStep.step(journal.load("demo", SETTINGS).state(), stamp, promoting);
        journal.write("demo", List.of(new Journal.Entry(stamp, promoting, begun)));
        assertThat(journal.open("demo")).hasSize(1);
        assertThat(moves.promote("demo", promotion("p2"))).isEmpty();
        assertThat(journal.open("demo")).isEmpty();
        assertThat(publisher.pointed("demo", "", "tested")).contains(DIRECTORY);
    }
}
