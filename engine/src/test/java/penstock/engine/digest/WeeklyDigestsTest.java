package penstock.engine.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import penstock.digest.Breakage;
import penstock.digest.WeeklyText;
import penstock.distro.Package;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NotifySettings;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.RulesBook;
import penstock.engine.promote.Standings;
import penstock.engine.promote.notice.PackageDifferences;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.BookSnapshots;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryDigestBook;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.engine.testkit.MemoryRulesBook;
import penstock.engine.testkit.MemoryWarningBook;
import penstock.engine.testkit.MemoryWeekFacts;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Excuse;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.RulesText;
import penstock.week.Week;
import penstock.week.WeekTime;

/** The digest of the week is read from what is known, and written once (part 4, C5). */
class WeeklyDigestsTest {
    private static final String LINE = "demo";
    private static final WeekTime TIME = WeekTime.of("monday 06:00").orElseThrow();
    private static final Instant MONDAY = Instant.parse("2026-11-23T06:00:00Z");

    private final ManualClock clock = new ManualClock(MONDAY);
    private final MemoryPromotionBook promotions = new MemoryPromotionBook(LINE);
    private final MemoryRulesBook rules = new MemoryRulesBook();
    private final MemoryDigestBook book = new MemoryDigestBook();
    private final MemoryWeekFacts facts = new MemoryWeekFacts(LINE);
    private final List<SnapshotViews.Differing> differing = new ArrayList<>();
    private int woken;

    private DigestReadings readings() {
        return new DigestReadings(
                facts,
                new LabelReadings(promotions, rules, promotions, new Standings(promotions, promotions, clock)),
                new PackageDifferences(new BookSnapshots(promotions, LINE, differing)),
                new MemoryWarningBook(),
                clock);
    }

    /** As after a start of the factory. */
    private WeeklyDigests digests() {
        NotifySettings settings =
                new NotifySettings(List.of(), Optional.of(Duration.ofDays(1)), build -> "http://x/" + build);
        DigestLetters letters = new DigestLetters(
                new Letters(settings, clock),
                List.of("team@example.org", "boss@example.org"),
                line -> "http://x/" + line,
                () -> woken++);
        return new WeeklyDigests(book, readings(), letters, TIME, clock);
    }

    private SnapshotRef consistent(int number) {
        String digit = Integer.toString(number);
        String folder = digit.repeat(2) + "/" + digit.repeat(2) + "/" + digit.repeat(40) + "_00000000";
        SnapshotRef ref = new SnapshotRef(LINE, "", folder, "nova", "build" + digit, number);
        promotions.apply(clock.instant(), new Change.SnapshotPublished(ref));
        shows("consistent", ref);
        facts.moved(clock.instant());
        return ref;
    }

    private void shows(String label, SnapshotRef ref) {
        ComponentState.Label state = new ComponentState.Label(Optional.of(ref), Optional.empty(), Optional.empty());
        promotions.apply(clock.instant(), new Change.LabelChanged("", label, state, Optional.empty()));
    }

    private void promote(String id, SnapshotRef ref) {
        Promotion promotion = new Promotion(
                id, "tested", List.of(ref), Promotion.Kind.ASKED, "user:ada", "it works", Optional.empty());
        promotions.apply(clock.instant(), new Change.Promoted(promotion, Optional.empty()));
        shows("tested", ref);
    }

    private void ends(String project, boolean success) {
        Package.Source source = new Package.Source("https://example.org/" + project, "master", false);
        Package pkg = new Package(project, project, "", source, source, List.of("kim@example.org"));
        facts.ended(new Breakage.End(
                pkg,
                "b",
                clock.instant(),
                "Fix it",
                success ? Optional.empty() : Optional.of(new Breakage.Failure("Tests failed", "2 tests failed"))));
    }

    private static SnapshotViews.Differing differing(String project) {
        return new SnapshotViews.Differing(
                project,
                Optional.empty(),
                Optional.of(new SnapshotViews.Listed(project, "b", project + "-1", "SUCCESS", Instant.EPOCH)));
    }

    private void hours(int hours) {
        clock.advance(Duration.ofHours(hours));
    }

    @Test
    void all_of_a_week_is_read() throws Exception {
        rules.comes(new RulesBook.Kept(
                new RulesText("promotion.yaml", "labels:\n- label: tested\n  jobs: [ci]\n"), clock.instant()));
        promote("p1", consistent(1));
        ends("heat", false);
        hours(1);
        Instant began = clock.instant();
        ends("nova", false);
        hours(5);
        ends("nova", true);
        promote("p2", consistent(2));
        consistent(3);
        Excuse excuse = new Excuse(
                Excuse.Reason.DEPENDENCY, "needs packages", List.of("heat"), clock.instant(), "the build of heat");
        facts.waits("horizon", excuse);
        IntStream.range(0, 3).forEach(i -> differing.add(differing("p" + i)));
        hours(2);
        Week week = new Week(began, clock.instant());
        assertThat(WeeklyText.body(readings().of(LINE, week))).isEqualTo("""
                demo, 2026-11-23 07:00 to 2026-11-23 14:00 UTC

                Promoted
                  tested: 1 promotion, last 2026-11-23 12:00; 3 packages differ
                    from 11/11/1111111111111111111111111111111111111111_00000000
                    to   22/22/2222222222222222222222222222222222222222_00000000
                  consistent moved 2 times by itself, last 2026-11-23 12:00
                  builds: 1 succeeded, 1 failed

                Broke
                  Tests failed
                    nova, 2026-11-23 07:00, mended 2026-11-23 12:00

                Mended
                  nova, 2026-11-23 12:00, was broken for 5 hours: Tests failed
                    by Fix it

                Broken since before
                  heat, 2026-11-23 06:00 (8 hours), waits for kim@example.org: 2 tests failed

                Who waits for whom, as of 2026-11-23 14:00
                  tested waits for ci, since 2026-11-23 12:00: nothing is known of ci; what helps: a result of ci
                  horizon waits for heat, since 2026-11-23 12:00: needs packages; what helps: the build of heat
                """);
        hours(24 * 8);
        assertThat(readings().of(LINE, week).waits()).isEmpty();
    }

    @Test
    void more_promotions_than_one_look_at_the_ledger_gives_are_all_told() throws Exception {
        SnapshotRef one = consistent(1);
        promote("p0000", one);
        hours(1);
        IntStream.range(1000, 1230).forEach(i -> promote("p" + i, one));
        Week week = new Week(MONDAY.plusSeconds(1), MONDAY.plus(Duration.ofDays(7)));
        assertThat(readings().of(LINE, week).moves().promoted())
                .singleElement()
                .satisfies(move -> assertThat(move.steps().promotions()).isEqualTo(230));
    }

    @Test
    void it_is_written_once_a_week_across_restarts_and_does_not_wait_for_other_digests() throws Exception {
        digests().pass(LINE);
        hours(24 * 7 - 1);
        digests().pass(LINE);
        assertThat(book.letters()).isEmpty();
        hours(1);
        digests().pass(LINE);
        digests().pass(LINE);
        assertThat(book.letters())
                .extracting(Letter::recipient, Letter::subject)
                .containsExactly(
                        tuple(
                                "team@example.org",
                                "[demo] week to 2026-11-30: nothing moved, nothing broke, nobody waits"),
                        tuple(
                                "boss@example.org",
                                "[demo] week to 2026-11-30: nothing moved, nothing broke, nobody waits"));
        assertThat(book.letters()).extracting(letter -> letter.times().due()).containsOnly(clock.instant());
        assertThat(book.letters().getFirst().text()).contains("penstock digest --line demo", "http://x/demo");
        assertThat(woken).isEqualTo(1);
        hours(24 * 7);
        digests().pass(LINE);
        assertThat(book.letters()).hasSize(4);
    }

    @Test
    void what_could_not_be_kept_is_written_when_it_can() throws Exception {
        digests().pass(LINE);
        hours(24 * 7);
        book.broken(true);
        assertThatThrownBy(() -> digests().pass(LINE)).isInstanceOf(OutsideFailure.class);
        book.broken(false);
        hours(3);
        digests().pass(LINE);
        assertThat(book.letters()).hasSize(2);
        assertThat(book.letters().getFirst().text()).startsWith("demo, 2026-11-23 06:00 to 2026-11-30 06:00 UTC");
    }

    @Test
    void the_week_is_that_which_is_asked_for() {
        hours(50);
        assertThat(readings().week(TIME, Optional.empty()))
                .isEqualTo(new Week(clock.instant().minus(Duration.ofDays(7)), clock.instant()));
        assertThat(readings().week(TIME, Optional.of(LocalDate.of(2026, 11, 23))))
                .isEqualTo(new Week(MONDAY, MONDAY.plus(Duration.ofDays(7))));
    }
}
