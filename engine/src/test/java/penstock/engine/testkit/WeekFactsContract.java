package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.digest.Breakage;
import penstock.digest.Breakage.End;
import penstock.digest.WeeklyDigest;
import penstock.distro.Package;
import penstock.engine.digest.WeekFacts;
import penstock.line.Excuse;
import penstock.week.Week;

/** What every {@link WeekFacts} does (part 4, C5). */
public abstract class WeekFactsContract {
    protected static final String LINE = "flamingo";
    private static final Week WEEK =
            new Week(Instant.parse("2026-11-23T06:00:00Z"), Instant.parse("2026-11-30T06:00:00Z"));

    private WeekFacts facts = new MemoryWeekFacts(LINE);

    /** One of a factory in which nothing happened yet. */
    protected abstract WeekFacts open() throws Exception;

    /** A build ends; they do in their order. Of failures {@link #FAILURE} is the one there is. */
    protected abstract void ended(End end) throws Exception;

    /** A package comes to wait. */
    protected abstract void waits(String project, Excuse excuse) throws Exception;

    /** The label that moves by itself moves. */
    protected abstract void consistent(Instant at) throws Exception;

    protected static final Breakage.Failure FAILURE = new Breakage.Failure(
            "Nothing provides wrapt >= 2.1", "wrapt >= 2.1 is wanted by python-a, and nothing provides it");

    @BeforeEach
    void openIt() throws Exception {
        facts = open();
    }

    private static End end(String project, int hours, boolean success) {
        Package.Source source = new Package.Source("https://example.org/" + project, "master", false);
        Package pkg = new Package(project, "python-" + project, "", source, source, List.of("ada@example.org"));
        Instant at = WEEK.from().plus(Duration.ofHours(hours));
        return new End(pkg, project + hours, at, "Work " + hours, success ? Optional.empty() : Optional.of(FAILURE));
    }

    private void all(End... ends) throws Exception {
        for (End end : ends) {
            ended(end);
        }
    }

    @Test
    void packages_that_failed_in_the_week_are_given_with_all_their_ends_in_it() throws Exception {
        all(end("a", -2, true), end("a", 0, true), end("b", 1, true), end("a", 2, false), end("a", 3, true));
        all(end("b", 4, true), end("a", 168, false), end("b", 169, false));
        assertThat(facts.ends(LINE, WEEK)).containsExactly(end("a", 0, true), end("a", 2, false), end("a", 3, true));
        assertThat(facts.builds(LINE, WEEK)).isEqualTo(new WeeklyDigest.Builds(4, 1));
        assertThat(facts.ends("other", WEEK)).isEmpty();
    }

    @Test
    void packages_that_were_not_mended_before_the_week_are_given_from_the_first_failure_on() throws Exception {
        all(end("a", -9, false), end("a", -8, true), end("a", -7, false), end("a", -6, false));
        all(end("b", -5, false), end("c", -4, false), end("c", -3, true), end("b", 5, true), end("d", -1, false));
        assertThat(facts.ends(LINE, WEEK))
                .containsExactly(end("a", -7, false), end("b", -5, false), end("b", 5, true), end("d", -1, false));
        assertThat(facts.builds(LINE, WEEK)).isEqualTo(new WeeklyDigest.Builds(1, 0));
    }

    @Test
    void packages_that_wait_are_given_the_longest_waiting_first() throws Exception {
        Excuse excuse = new Excuse(
                Excuse.Reason.DEPENDENCY, "waits for packages that it needs", List.of("b"), WEEK.from(), "that build");
        waits("c", excuse);
        waits("d", excuse);
        assertThat(facts.waiting(LINE, 1)).containsExactly(Map.entry("c", excuse));
        assertThat(facts.waiting(LINE, 5)).containsOnlyKeys("c", "d");
    }

    @Test
    void moves_of_the_label_are_counted_in_the_week_and_the_last_is_known_from_before() throws Exception {
        assertThat(facts.consistent(LINE, WEEK)).isEqualTo(new WeeklyDigest.Consistent(0, Optional.empty()));
        consistent(WEEK.from().minusSeconds(1));
        assertThat(facts.consistent(LINE, WEEK))
                .isEqualTo(
                        new WeeklyDigest.Consistent(0, Optional.of(WEEK.from().minusSeconds(1))));
        consistent(WEEK.from());
        consistent(WEEK.to().minusSeconds(1));
        consistent(WEEK.to());
        assertThat(facts.consistent(LINE, WEEK))
                .isEqualTo(new WeeklyDigest.Consistent(2, Optional.of(WEEK.to().minusSeconds(1))));
    }
}
