package penstock.engine.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Journal;
import penstock.engine.require.LineCheck;
import penstock.engine.require.TreeReader;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryWarningBook;
import penstock.engine.testkit.ProvidedNothing;
import penstock.follow.FallBack;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.LineStep;
import penstock.line.Order;
import penstock.line.Settings;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.require.Ecosystem;
import penstock.warning.PackageWarnings;
import penstock.warning.Subject;
import penstock.warning.Unmet;
import penstock.warning.Warning;

/**
 * When a line's warnings are looked at again. No package is followed here, so that a look at one forgets it: which are left tells which were
 * looked at.
 */
class WarningRoundsTest {
    private static final Commit COMMIT =
            new Commit("a".repeat(40), "b".repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");
    private static final PackageWarnings.Commits COMMITS = new PackageWarnings.Commits(COMMIT, COMMIT);

    private final MemoryWarningBook book = new MemoryWarningBook();
    private final List<String> failing = new ArrayList<>();
    private final WarningRounds rounds = new WarningRounds(warning(), Duration.ofMillis(1));
    private final BlockingQueue<String> rested = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<String>> next = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "rounds");

    @BeforeEach
    void roundsAreMade() throws Exception {
        thread.start();
        rest();
    }

    @AfterEach
    void anInterruptEndsThem() throws Exception {
        thread.interrupt();
        thread.join(Duration.ofSeconds(30));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void theFirstRoundOfALineLooksAtAllAsWhatWasPublishedBeforeMayNotHaveBeenLookedAt() throws Exception {
        keep("spring");
        keep("autumn");
        round("spring");
        assertThat(left("spring")).isEmpty();
        assertThat(left("autumn")).containsExactly("mill", "weir");
    }

    @Test
    void laterOnesLookAtWhatCouldNotBeJudgedUntilTheLinePublishes() throws Exception {
        round("spring");
        keep("spring");
        rounds.stepped("spring", entry(new LineEvent.TimePassed()));
        rounds.stepped("autumn", entry(pointed()));
        round("spring");
        assertThat(left("spring")).as("weir could not be judged").containsExactly("mill");
        keep("spring");
        rounds.stepped("spring", entry(pointed()));
        rounds.stepped("spring", entry(pointed()));
        round("spring");
        assertThat(left("spring")).isEmpty();
        keep("spring");
        round("spring");
        assertThat(left("spring")).as("one round for both").containsExactly("mill");
    }

    @Test
    void aRoundThatFailedIsMadeAgainAndKeepsNoOtherLineWaiting() throws Exception {
        keep("spring");
        keep("autumn");
        failing.add("spring");
        round("spring", "autumn");
        assertThat(left("spring")).containsExactly("mill", "weir");
        assertThat(left("autumn")).isEmpty();
        failing.clear();
        round("spring");
        assertThat(left("spring")).isEmpty();
    }

    private EarlyWarning warning() {
        FakeMirror mirror = new FakeMirror();
        TreeReader trees = new TreeReader(mirror, mirror, FallBack.NEVER);
        LineCheck check = new LineCheck(trees, new ProvidedNothing("x86_64"), Map.of());
        ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
        return new WarningDesk(book, Optional.empty(), clock).branches(new Judge(mirror, trees, check, this::followed));
    }

    private Optional<ReleaseLine> followed(String line) {
        if (failing.contains(line)) {
            throw new IllegalStateException(line + " fails");
        }
        return Optional.empty();
    }

    private void run() {
        try {
            rounds.run(this::lines);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asked for at the begin of each round, so at the end of the one before. */
    private List<String> lines() {
        rested.add("rest");
        try {
            return next.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private void round(String... lines) throws InterruptedException {
        next.add(List.of(lines));
        rest();
    }

    private void rest() throws InterruptedException {
        @Nullable String end = rested.poll(30, TimeUnit.SECONDS);
        assertThat(end).isNotNull();
    }

    /** A package with a warning, and one that could not be judged. */
    private void keep(String line) throws Exception {
        Unmet unmet = new Unmet(
                new Subject(Ecosystem.PYTHON, "stone"),
                Unmet.Meaning.NOT_PACKAGED,
                List.of("stone (runtime)"),
                List.of(),
                List.of(),
                Unmet.Remedy.NONE,
                Unmet.Reach.NONE);
        Warning warning = new Warning(unmet, "", List.of(), false, Instant.EPOCH, Instant.EPOCH, "t1");
        book.take(
                new PackageWarnings(line, pkg("mill"), Optional.of(COMMITS), COMMITS, "", List.of(warning)), List.of());
        book.take(
                PackageWarnings.none(line, pkg("weir"), COMMITS).unjudged(pkg("weir"), COMMITS, "no spec"), List.of());
    }

    private List<String> left(String line) {
        return book.open(line, "", 10).stream().map(one -> one.pkg().project()).toList();
    }

    private static Package pkg(String project) {
        Package.Source source = new Package.Source("https://git.example.org/" + project, "master", false);
        return new Package(project, "python-" + project, "", source, source, List.of());
    }

    private static LineEvent pointed() {
        return new LineEvent.Pointed(
                new Order.Point("1", "current", new SnapshotRef("spring", "", "1", "mill", "1", 1)));
    }

    private static Journal.Entry entry(LineEvent event) {
        LineState line = LineState.empty("spring", new Settings(1, 1, Duration.ZERO, false));
        Stamp stamp = new Stamp("1", Instant.EPOCH);
        return new Journal.Entry(stamp, event, LineStep.step(line, stamp, new LineEvent.TimePassed()));
    }
}
