package penstock.engine.promote.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NotifySettings;
import penstock.engine.promote.PromotionDesk;
import penstock.engine.promote.Standings;
import penstock.engine.promote.Wakes;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.BookSnapshots;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryLabelNoticeBook;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Rule;

/** People are told of promotions and of standstills, once each, also across restarts (part 4, C4 and C5). */
class LabelNoticesTest {
    private static final String LINE = "demo";
    private static final Actor ADA = Actor.user("ada");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final MemoryPromotionBook promotions = new MemoryPromotionBook(LINE);
    private final MemoryLabelNoticeBook book = new MemoryLabelNoticeBook();
    private final List<Rule> rules = new ArrayList<>();
    private final List<SnapshotViews.Differing> differing = new ArrayList<>();
    private final PromotionDesk desk = new PromotionDesk(
            promotions,
            promotions,
            this::move,
            new OnRecord(new MemoryAuditTrail(clock)),
            new Wakes(),
            (_, _, _) -> () -> {},
            clock);
    private int woken;

    /** As after a start of the factory. */
    private LabelNotices notices() {
        NotifySettings settings = new NotifySettings(List.of("ops@example.org"), Optional.empty(), build -> build);
        return new LabelNotices(
                book,
                promotions,
                new Standings(promotions, promotions, clock),
                () -> rules,
                new PackageDifferences(new BookSnapshots(promotions, LINE, differing)),
                new LabelLetters(
                        new Letters(settings, clock), settings.operators(), line -> "http://x/" + line, () -> woken++),
                clock);
    }

    private Optional<String> move(String line, Promotion promotion) {
        promotions.apply(clock.instant(), new Change.Promoted(promotion, Optional.empty()));
        promotion.parts().forEach(part -> label(promotion.label(), part));
        return Optional.empty();
    }

    private void label(String name, SnapshotRef to) {
        promotions.apply(
                clock.instant(),
                new Change.LabelChanged(
                        to.component(),
                        name,
                        new ComponentState.Label(Optional.of(to), Optional.empty(), Optional.empty()),
                        Optional.empty()));
    }

    private SnapshotRef consistent(int number) {
        String digit = Integer.toString(number);
        String folder = digit.repeat(2) + "/" + digit.repeat(2) + "/" + digit.repeat(40) + "_00000000";
        SnapshotRef ref = new SnapshotRef(LINE, "", folder, "nova", "build" + digit, number);
        promotions.apply(clock.instant(), new Change.SnapshotPublished(ref));
        label("consistent", ref);
        return ref;
    }

    private void rule(String label, String... readers) {
        rules.add(new Rule(
                label,
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                List.of(new Rule.Criterion(List.of(Rule.Job.once("ci")))),
                new Rule.Timing(Duration.ZERO, Optional.empty(), Optional.of(Duration.ofDays(7))),
                List.of(),
                List.of(readers)));
    }

    private List<String> said() {
        return book.letters().stream()
                .map(letter -> letter.recipient().replaceAll("@.*", "") + " " + letter.subject())
                .toList();
    }

    private void days(int days) {
        clock.advance(Duration.ofDays(days));
    }

    private void promote(String label, SnapshotRef to) throws Exception {
        desk.promote(ADA, LINE, label, List.of(to.directory()), "it works");
    }

    @Test
    void promotions_and_rollbacks_are_told_once_to_those_named_for_the_label() throws Exception {
        rule("tested", "ci@example.org", "qa@example.org");
        SnapshotRef one = consistent(1);
        SnapshotRef two = consistent(2);
        promote("tested", one);
        notices().pass(LINE);
        assertThat(said()).isEmpty();
        IntStream.range(0, 40).forEach(i -> differing.add(differing("p" + i, "p-1-" + i, "p-2-" + i)));
        differing.add(differing("same", "same-1-1", "same-1-1"));
        promote("tested", two);
        promote("other", two);
        desk.rollback(ADA, LINE, "tested", Optional.empty(), "it broke");
        notices().pass(LINE);
        notices().pass(LINE);
        assertThat(said())
                .containsExactly(
                        "ci [demo] tested promoted",
                        "qa [demo] tested promoted",
                        "ops [demo] other promoted",
                        "ci [demo] tested rolled back",
                        "qa [demo] tested rolled back");
        assertThat(woken).isEqualTo(1);
        assertThat(book.letters().getFirst().text())
                .contains("promoted by user:ada", "Reason: it works", one.directory(), two.directory())
                .contains("  p-1-0 -> p-2-0\n", "  p-1-29 -> p-2-29\n  and more", "http://x/demo")
                .doesNotContain("p-1-30 ", "same");
    }

    @Test
    void more_promotions_than_one_look_at_the_ledger_gives_are_all_told() throws Exception {
        SnapshotRef one = consistent(1);
        notices().pass(LINE);
        for (int i = 0; i < 230; i++) {
            promote("l" + (1000 + i), one);
        }
        notices().pass(LINE);
        assertThat(said())
                .isEqualTo(IntStream.range(0, 230)
                        .mapToObj(i -> "ops [demo] l" + (1000 + i) + " promoted")
                        .toList());
    }

    @Test
    void a_standstill_is_told_once_across_restarts_and_ends_with_the_next_promotion() throws Exception {
        rule("tested");
        notices().pass(LINE);
        SnapshotRef one = consistent(1);
        notices().pass(LINE);
        days(6);
        notices().pass(LINE);
        assertThat(said()).isEmpty();
        days(1);
        notices().pass(LINE);
        days(3);
        notices().pass(LINE);
        assertThat(said()).containsExactly("ops [demo] tested does not move");
        assertThat(book.letters().getFirst().text()).contains("nothing is known of ci", "what helps: a result of ci");
        promote("tested", one);
        notices().pass(LINE);
        assertThat(said().getLast()).isEqualTo("ops [demo] tested moves again");
        assertThat(book.letters()).extracting(Letter::thread).doesNotContain("").hasSize(2);
        assertThat(book.letters().getFirst().thread())
                .isEqualTo(book.letters().getLast().thread());
        days(7);
        notices().pass(LINE);
        assertThat(said()).hasSize(3);
        assertThat(book.letters().getLast().text()).contains("nothing newer came to consistent");
        assertThat(book.letters().getLast().thread())
                .isNotEqualTo(book.letters().getFirst().thread());
    }

    @Test
    void an_alarm_that_is_taken_back_is_forgotten() throws Exception {
        rule("tested");
        notices().pass(LINE);
        assertThat(book.standstills(LINE)).hasSize(1);
        rules.clear();
        notices().pass(LINE);
        assertThat(book.standstills(LINE)).isEmpty();
    }

    private static SnapshotViews.Differing differing(String project, String from, String to) {
        return new SnapshotViews.Differing(
                project, Optional.of(listed(project, from)), Optional.of(listed(project, to)));
    }

    private static SnapshotViews.Listed listed(String project, String nvr) {
        return new SnapshotViews.Listed(project, "build", nvr, "SUCCESS", Instant.EPOCH);
    }
}
