package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.engine.diff.LabelDiffs;
import penstock.engine.owner.DataFolder;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.PromotionWish;
import penstock.engine.promote.RulesBook;
import penstock.engine.promote.Standings;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.BookSnapshots;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.engine.testkit.MemoryRulesBook;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Choice;
import penstock.promote.Evidence;
import penstock.promote.RulesText;

/** {@code penstock promote}, {@code rollback}, {@code vote} and {@code why} (part 4, C1, C3 and C4). */
class LabelCommandsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<DataFolder.Request> asked = new ArrayList<>();
    private final MemoryPromotionBook book = new MemoryPromotionBook("spring");
    private final List<SnapshotViews.Differing> differing = new ArrayList<>();
    private final MemoryRulesBook rules = new MemoryRulesBook();

    private int run(String... arguments) {
        Parts parts = new FixedParts(List.of()) {
            @Override
            public List<String> administer(
                    Path dir, String purpose, DataFolder.Request request, Consumer<String> told) {
                asked.add(request);
                return List.of();
            }

            @Override
            LabelDiffs diffs() {
                return new LabelDiffs(book, new BookSnapshots(book, "spring", differing), new FixedHistory());
            }

            @Override
            LabelReadings labels() {
                InstantSource clock = InstantSource.fixed(NOON.plusSeconds(3600));
                return new LabelReadings(book, rules, book, new Standings(book, book, clock));
            }
        };
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(parts, terminal).run(arguments);
    }

    private SnapshotRef snapshot(String digit, long sequence) {
        String directory = digit.repeat(2) + "/" + digit.repeat(2) + "/" + digit.repeat(40) + "_00000000";
        SnapshotRef ref = new SnapshotRef("spring", "", directory, "headrace", "b" + digit, sequence);
        book.apply(NOON, new Change.SnapshotPublished(ref));
        return ref;
    }

    private void label(String name, SnapshotRef to) {
        ComponentState.Label label = new ComponentState.Label(Optional.of(to), Optional.empty(), Optional.empty());
        book.apply(NOON, new Change.LabelChanged("", name, label, Optional.empty()));
    }

    @Test
    void whatIsAskedForIsSaidAsItWas() {
        assertThat(run("promote", "tested", "consistent", "--line", "spring", "--reason", "it works"))
                .isZero();
        assertThat(run("rollback", "tested", "--to", "p1")).isZero();
        assertThat(run("vote", "tested", "smoke", "failure", "--url", "https://ci.example.org/1"))
                .isZero();
        assertThat(asked)
                .containsExactly(
                        new DataFolder.Request.Promote(new PromotionWish.Promote(
                                Optional.of("spring"), "tested", List.of("consistent"), "it works")),
                        new DataFolder.Request.Promote(
                                new PromotionWish.Rollback(Optional.empty(), "tested", Optional.of("p1"), "")),
                        new DataFolder.Request.Promote(new PromotionWish.Vote(
                                Optional.empty(),
                                "tested",
                                "smoke",
                                Evidence.Result.FAILURE,
                                new Evidence.Remarks("https://ci.example.org/1", ""))));
        assertThat(run("vote", "tested", "smoke", "perhaps")).isEqualTo(2);
        assertThat(run("promote", "tested")).isEqualTo(2);
    }

    @Test
    void whyTellsWhatEachCandidateWaitsForAndWhatHelps() {
        SnapshotRef old = snapshot("1", 1);
        label("consistent", old);
        Promotion promotion = new Promotion(
                "p1", "tested", List.of(old), Promotion.Kind.ASKED, "user:ada", "it works", Optional.empty());
        book.apply(NOON, new Change.Promoted(promotion, Optional.empty()));
        label("tested", old);
        label("consistent", snapshot("2", 2));
        rules.comes(new RulesBook.Kept(
                new RulesText("promotion.yaml", "labels: [{label: tested, jobs: [smoke], soak: 2h}]"), NOON));
        assertThat(run("why", "tested")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                        spring tested
                          is 11/11/1111111111111111111111111111111111111111_00000000
                          since 2026-03-01 12:00, promotion p1 by user:ada: it works
                          wait 22/22/2222222222222222222222222222222222222222_00000000, there since 2026-03-01 12:00
                            missing since 2026-03-01 12:00: nothing is known of smoke; what helps: a result of smoke
                            again since 2026-03-01 12:00: has been there since 2026-03-01 12:00, and must be until 2026-03-01 14:00; what helps: only time
                        """);
        out.reset();
        assertThat(run("why", "tested", "--json")).isZero();
        assertThat(out.toString(UTF_8)).contains("\"standing\" : \"MISSING\"", "\"reason\" : \"it works\"");
    }

    @Test
    void aDecisionIsMadeAgainFromWhatItWasMadeOf() {
        label("consistent", snapshot("2", 2));
        rules.comes(
                new RulesBook.Kept(new RulesText("promotion.yaml", "labels: [{label: tested, jobs: [smoke]}]"), NOON));
        LabelReadings labels =
                new LabelReadings(book, rules, book, new Standings(book, book, InstantSource.fixed(NOON)));
        Choice.Decided decided = decided(labels);
        book.decided("spring", List.of(new PromotionBook.Stored("d1", decided.inputs(), decided.decision())));
        assertThat(run("why", "tested", "--decision", "d1")).isZero();
        assertThat(out.toString(UTF_8)).contains("made again: the same");
        assertThat(run("why", "tested", "--decision", "d2")).isEqualTo(3);
    }

    private static Choice.Decided decided(LabelReadings labels) {
        try {
            return labels.standing("spring", "tested")
                    .choices()
                    .getFirst()
                    .decided()
                    .getFirst();
        } catch (penstock.engine.port.OutsideFailure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLabelThatNobodyKnowsIsAMistakeWithAHint() {
        rules.comes(
                new RulesBook.Kept(new RulesText("promotion.yaml", "labels: [{label: tested, jobs: [smoke]}]"), NOON));
        assertThat(run("why", "testde")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no line has a label testde", "did you mean tested?");
        assertThat(run("why", "tested", "--line", "autumn")).isEqualTo(3);
    }

    private static Optional<SnapshotViews.Listed> listed(String nvr) {
        return Optional.of(new SnapshotViews.Listed("headrace", "b1", nvr, "SUCCESS", NOON));
    }

    @Test
    void diffTellsWhichPackagesCameWentAndChanged() {
        label("old", snapshot("1", 1));
        label("new", snapshot("2", 2));
        differing.add(new SnapshotViews.Differing("headrace", listed("headrace-1-1"), listed("headrace-2-1")));
        differing.add(new SnapshotViews.Differing("millrace", Optional.empty(), listed("millrace-1-1")));
        differing.add(new SnapshotViews.Differing("tailrace", listed("tailrace-1-1"), Optional.empty()));
        assertThat(run("diff", "old", "new")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                        spring: old to new
                          from 11/11/1111111111111111111111111111111111111111_00000000
                          to   22/22/2222222222222222222222222222222222222222_00000000
                          headrace: headrace-1-1 -> headrace-2-1
                          millrace: came as millrace-1-1
                          tailrace: went, was tailrace-1-1
                        """);
        out.reset();
        assertThat(run("diff", "old", "new", "--json", "--line", "spring")).isZero();
        assertThat(out.toString(UTF_8)).contains("\"to\" : \"headrace-2-1\"", "\"more\" : false");
        assertThat(run("diff", "old", "newer")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("spring has no label or snapshot newer");
        assertThat(run("diff", "old", "new", "--line", "winter")).isEqualTo(3);
    }
}
