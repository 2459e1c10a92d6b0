package penstock.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.MemoryJournal;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Finding;
import penstock.line.Excuse;
import penstock.line.Settings;

/** B6: builds wait while the disk is nearly full, and go on by themselves. */
@Timeout(60)
class DiskWatchTest {
    private static final long LEAST = 1000;

    private final FakeBuilder builder = new FakeBuilder();
    private volatile long free = 5000;
    private final Lines lines = new Lines(
            new MemoryJournal(),
            new Ports(
                    (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                    builder,
                    new MemoryPublisher()),
            new Settings(1, 1, Duration.ofMillis(1), false),
            InstantSource.system(),
            (line, entry) -> {});
    private final DiskWatch watch = new DiskWatch(lines, this::space, LEAST, Duration.ofHours(1));

    private Disk.Space space() throws OutsideFailure {
        if (free < 0) {
            throw new OutsideFailure("the disk is gone", true);
        }
        return new Disk.Space(free, 10_000);
    }

    @AfterEach
    void stop() {
        lines.close();
    }

    @Test
    void nothingBeginsWhileItIsFullAndAllDoesAfterwards() throws Exception {
        free = LEAST - 1;
        watch.look();
        open();
        found("a");
        waitsForTheDisk();
        free = -1;
        watch.look();
        waitsForTheDisk();
        free = LEAST + LEAST / 10 - 1;
        watch.look();
        waitsForTheDisk();
        assertThat(builder.built()).isEmpty();
        free = LEAST + LEAST / 10;
        watch.look();
        lines.awaitRest("flamingo");
        assertThat(builder.built()).hasSize(1);
    }

    @Test
    void aLineThatRunsIsHeldToo() throws Exception {
        open();
        free = 0;
        watch.look();
        found("a");
        waitsForTheDisk();
        assertThat(lines.state("flamingo").excuse("p").map(Excuse::what))
                .contains("the disk is nearly full: 0 MB free, 0 MB must be");
    }

    @Test
    void sizesAreWords() {
        assertThat(DiskWatch.words(5L << 20)).isEqualTo("5 MB");
        assertThat(DiskWatch.words(3L << 29)).isEqualTo("1.5 GB");
    }

    private void open() throws Exception {
        Package.Source source = new Package.Source("https://git.example.org/p", "master", false);
        lines.open(new ReleaseLine(
                "flamingo",
                "flamingo",
                "development",
                List.of(),
                List.of(new Package("p", "p", "", source, source, List.of()))));
    }

    private void found(String digit) throws OutsideFailure {
        Commit commit = new Commit(digit.repeat(40), digit.repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");
        lines.take("flamingo", new Finding.Moved("p", List.of(commit), commit, List.of()));
    }

    /** Reading the spec comes first, so the excuse is there a moment later. */
    private void waitsForTheDisk() {
        Optional<Excuse.Reason> reason = Optional.empty();
        while (!reason.equals(Optional.of(Excuse.Reason.DISK))) {
            Thread.onSpinWait();
            reason = lines.state("flamingo").excuse("p").map(Excuse::reason);
        }
    }
}
