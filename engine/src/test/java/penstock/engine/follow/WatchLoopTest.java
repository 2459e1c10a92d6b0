package penstock.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.Package.Source;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeRepository;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryFollowState;
import penstock.follow.Finding;
import penstock.follow.Sighting;

/** B3: one daemon, no cron: refs are watched with an interval that adapts. */
@Timeout(30)
class WatchLoopTest {
    private final FakeMirror mirror = new FakeMirror();
    private final MemoryFollowState state = new MemoryFollowState();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final WatchLoop loop =
            new WatchLoop(new FollowPorts(mirror, state, state, state), FollowSettings.USUAL, clock, new Random(1));
    private final FakeRepository source = mirror.repository("https://git.example.org/a");
    private final FakeRepository distgit = mirror.repository("https://dist.example.org/a");
    private final Thread thread = Thread.ofVirtual().unstarted(() -> {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    });

    @BeforeEach
    void followOnePackage() {
        source.commit("master", "one");
        distgit.commit("master", "spec");
        loop.follow(List.of(watch("a", source.url())));
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(10)))
                .as("it stops when it is interrupted")
                .isTrue();
    }

    private Watch watch(String project, String url) {
        Source spec = new Source(distgit.url(), "master", false);
        return new Watch("line", new Package(project, project, "", new Source(url, "master", false), spec, List.of()));
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 10 s").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private long looks(FakeRepository repository) {
        return mirror.calls().stream()
                .filter(("ls-remote " + repository.url())::equals)
                .count();
    }

    /** Time goes on once no look is under way, as the time of its end is what the next one is due by. */
    private void pass(Duration time) {
        until(() -> loop.underWay() == 0);
        clock.advance(time);
        loop.wake();
    }

    private boolean found(String project, Class<? extends Finding> kind) {
        return state.findings().stream().anyMatch(f -> f.project().equals(project) && kind.isInstance(f));
    }

    @Test
    void aPackageIsFoundAtOnceAndANewCommitAtTheNextLook() {
        until(() -> found("a", Finding.Moved.class));
        until(() -> looks(source) == 1 && looks(distgit) == 1);
        state.takeFindings();
        source.commit("master", "two");
        pass(Duration.ofSeconds(40));
        until(() -> found("a", Finding.Moved.class));
        assertThat(state.takeFindings())
                .filteredOn(f -> f instanceof Finding.Moved)
                .hasSize(1);
    }

    @Test
    void nothingIsAskedBeforeTheIntervalIsOver() {
        until(() -> found("a", Finding.Moved.class));
        pass(Duration.ofSeconds(20));
        loop.lookNow(distgit.url());
        until(() -> looks(distgit) == 2);
        assertThat(looks(source)).isEqualTo(1);
    }

    @Test
    void whatIsQuietIsAskedLessOften() {
        until(() -> looks(source) == 1 && looks(distgit) == 1 && found("a", Finding.Moved.class));
        until(() -> loop.underWay() == 0);
        clock.advance(Duration.ofHours(24));
        loop.lookNow(source.url());
        until(() -> looks(source) == 2);
        pass(Duration.ofMinutes(10));
        loop.lookNow(distgit.url());
        until(() -> looks(distgit) >= 2);
        assertThat(looks(source))
                .as("after a quiet day the interval is a quarter of an hour")
                .isEqualTo(2);
        pass(Duration.ofMinutes(7));
        until(() -> looks(source) == 3);
    }

    @Test
    void aBrokenRepositoryIsToldAndAskedAgainAndStopsNobodyElse() {
        until(() -> found("a", Finding.Moved.class));
        FakeRepository bad = mirror.repository("https://bad.example.org/b");
        bad.breakWith("bad.example.org does not answer", true);
        loop.follow(List.of(watch("b", bad.url()), watch("a", source.url())));
        until(() -> found("b", Finding.Broken.class) && found("a", Finding.Unchanged.class));
        bad.heal();
        bad.commit("master", "better");
        pass(Duration.ofMinutes(3));
        until(() -> found("b", Finding.Moved.class));
    }

    @Test
    void whatIsNoLongerFollowedIsNotAsked() {
        until(() -> found("a", Finding.Moved.class));
        FakeRepository other = mirror.repository("https://git.example.org/other");
        other.commit("master", "one");
        loop.follow(List.of(watch("other", other.url())));
        until(() -> found("other", Finding.Moved.class));
        long asked = looks(source);
        pass(Duration.ofHours(1));
        until(() -> looks(other) >= 2);
        assertThat(looks(source)).isEqualTo(asked);
        assertThat(loop.following()).containsExactlyInAnyOrder(other.url(), distgit.url());
    }

    /** Part 2, C2: asked ever less often meanwhile; what was committed meanwhile is found afterwards, all of it. */
    @Test
    void anHourWithoutTheGitHostIsToldOnceAndLosesNothing() {
        until(() -> found("a", Finding.Moved.class) && looks(source) == 1 && looks(distgit) == 1);
        state.takeFindings();
        source.breakWith("git.example.org does not answer", true);
        distgit.breakWith("git.example.org does not answer", true);
        source.commit("master", "two");
        source.commit("master", "three");
        long before = looks(source);
        for (int minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
        }
        passUntil(() -> found("a", Finding.Broken.class) && looks(source) > before);
        assertThat(looks(source) - before).as("looks in this hour").isLessThan(20);
        assertThat(state.takeFindings()).noneMatch(Finding.Moved.class::isInstance);
        source.heal();
        distgit.heal();
        passUntil(() -> found("a", Finding.Moved.class));
        assertThat(state.takeFindings())
                .filteredOn(Finding.Moved.class::isInstance)
                .singleElement()
                .satisfies(found -> assertThat(((Finding.Moved) found).source())
                        .extracting(Commit::subject)
                        .containsExactly("two", "three"));
    }

    /** Part 2, C2: nothing waits for the old time to come again. */
    @Test
    void aClockThatIsSetBackADayDelaysNothing() {
        until(() -> found("a", Finding.Moved.class) && looks(source) == 1 && looks(distgit) == 1);
        state.takeFindings();
        source.commit("master", "two");
        pass(Duration.ofDays(-1));
        until(() -> found("a", Finding.Moved.class) && looks(source) == 2);
        source.commit("master", "three");
        passUntil(() -> looks(source) >= 3);
    }

    @Test
    void aClockThatIsSetAheadADayAsksOnceAndGoesOn() {
        until(() -> found("a", Finding.Moved.class) && looks(source) == 1 && looks(distgit) == 1);
        state.takeFindings();
        source.commit("master", "two");
        pass(Duration.ofDays(1));
        passUntil(() -> found("a", Finding.Moved.class));
        assertThat(looks(source))
                .as("looks, of which the day had room for a hundred")
                .isLessThan(10);
    }

    /** The distribution's own repository is watched like the others, whichever packages are followed. */
    @Test
    void somethingElseIsWatchedBesideThePackages() {
        AtomicInteger looked = new AtomicInteger();
        loop.watch(new Lookout() {
            @Override
            public String url() {
                return "https://git.example.org/distro";
            }

            @Override
            public Sighting look() {
                looked.incrementAndGet();
                return new Sighting(url(), new TreeMap<>(), clock.instant(), 0);
            }
        });
        loop.follow(List.of(watch("a", source.url())));
        until(() -> looked.get() == 1);
        assertThat(loop.following()).contains("https://git.example.org/distro", source.url());
        loop.lookNow("https://git.example.org/distro");
        until(() -> looked.get() == 2);
        passUntil(() -> looked.get() >= 3);
        until(() -> loop.underWay() == 0);
        int before = looked.get();
        loop.follow(List.of());
        until(() -> looked.get() > before);
    }

    /** A look that is under way takes the time of its end for when the next is due, so time goes on while the test waits. */
    private void passUntil(BooleanSupplier happened) {
        until(() -> {
            pass(Duration.ofMinutes(1));
            return happened.getAsBoolean();
        });
    }
}
