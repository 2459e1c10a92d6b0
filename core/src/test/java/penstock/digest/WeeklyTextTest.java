package penstock.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import penstock.distro.Package;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.week.Week;

/** The words of a week (part 4, C5). */
class WeeklyTextTest {
    private static final Week WEEK =
            new Week(Instant.parse("2026-11-23T06:00:00Z"), Instant.parse("2026-11-30T06:00:00Z"));
    private static final WeeklyDigest QUIET = new WeeklyDigest(
            "flamingo",
            WEEK,
            new WeeklyDigest.Moves(List.of(), new WeeklyDigest.Consistent(0, Optional.of(hours(-30)))),
            new WeeklyDigest.Builds(0, 0),
            List.of(),
            Optional.of(new Waits(WEEK.to(), List.of())));

    /** After the week began. */
    private static Instant hours(int hours) {
        return WEEK.from().plus(Duration.ofHours(hours));
    }

    private static Breakage.End end(String project, int hours, String title) {
        Package.Source source = new Package.Source("https://example.org/" + project, "master", false);
        Package pkg = new Package(project, "python-" + project, "", source, source, List.of(project + "@example.org"));
        Optional<Breakage.Failure> failure =
                title.isEmpty() ? Optional.empty() : Optional.of(new Breakage.Failure(title, title + ", as b" + hours));
        return new Breakage.End(pkg, "b" + hours, hours(hours), "Fix\tit", failure);
    }

    private static LabelMove.Step step(int hours, Promotion.Kind kind, String label, String from, String to) {
        SnapshotRef ref = new SnapshotRef("flamingo", "", to, "nova", "b", 1);
        Promotion promotion = new Promotion("p" + hours, label, List.of(ref), kind, "user:ada", "", Optional.empty());
        return new LabelMove.Step(promotion, hours(hours), List.of(from));
    }

    @Test
    void a_quiet_week_is_short() {
        assertThat(WeeklyText.subject(QUIET))
                .isEqualTo("[flamingo] week to 2026-11-30: nothing moved, nothing broke, nobody waits");
        assertThat(WeeklyText.body(QUIET)).isEqualTo("""
                flamingo, 2026-11-23 06:00 to 2026-11-30 06:00 UTC

                Promoted: nothing
                  consistent did not move since 2026-11-22 00:00
                  builds: 0 succeeded, 0 failed

                Broke: nothing

                Mended: nothing

                Broken since before: nothing

                Who waits for whom, as of 2026-11-30 06:00: nobody
                """);
    }

    private static WeeklyDigest full() {
        List<LabelMove> moves = LabelMove.of(List.of(
                step(1, Promotion.Kind.RULE, "tested", "aa", "bb"),
                step(2, Promotion.Kind.ASKED, "released", "", "aa"),
                step(3, Promotion.Kind.RULE, "tested", "bb", "cc"),
                step(4, Promotion.Kind.ROLLBACK, "tested", "cc", "bb"),
                step(5, Promotion.Kind.ASKED, "tried", "aa", "bb"),
                step(6, Promotion.Kind.ROLLBACK, "tried", "bb", "aa")));
        List<Breakage> breakages = Breakage.of(List.of(
                end("heat", -100, "A patch does not apply"),
                end("heat", 1, "Tests failed"),
                end("nova", 24, "Nothing provides wrapt >= 2.1"),
                end("glance", -2, "Tests failed"),
                end("glance", 2, ""),
                end("glance", 3, ""),
                end("cinder", 25, "Nothing provides wrapt >= 2.1"),
                end("cinder", 26, ""),
                end("cinder", 27, "Tests failed")));
        Waits waits = new Waits(
                WEEK.to(),
                List.of(
                        new Waits.Wait("tested", List.of("ci", "tempest"), hours(1), "nothing is known of ci"),
                        new Waits.Wait("horizon", List.of(), hours(2), "paused by ada")));
        return new WeeklyDigest(
                "flamingo",
                WEEK,
                new WeeklyDigest.Moves(
                        moves.stream()
                                .map(move -> move.with(new LabelMove.Packages(14, false)))
                                .toList(),
                        new WeeklyDigest.Consistent(41, Optional.of(hours(160)))),
                new WeeklyDigest.Builds(203, 9),
                breakages,
                Optional.of(waits));
    }

    @Test
    void a_week_with_all_of_it() {
        WeeklyDigest digest = full();
        assertThat(WeeklyText.subject(digest))
                .isEqualTo(
                        "[flamingo] week to 2026-11-30: 3 labels moved, 3 packages broke, 2 mended, 3 broken, 2 wait");
        assertThat(WeeklyText.body(digest)).isEqualTo("""
                flamingo, 2026-11-23 06:00 to 2026-11-30 06:00 UTC

                Promoted
                  released: 1 promotion, last 2026-11-23 08:00; its first snapshot
                    to   aa
                  tested: 2 promotions, 1 rollback, last 2026-11-23 10:00; 14 packages differ
                    from aa
                    to   bb
                  tried: 1 promotion, 1 rollback, last 2026-11-23 12:00; it is where it was
                    to   aa
                  consistent moved 41 times by itself, last 2026-11-29 22:00
                  builds: 203 succeeded, 9 failed

                Broke
                  Nothing provides wrapt >= 2.1
                    python-nova, 2026-11-24 06:00 (6 days), waits for nova@example.org
                    python-cinder, 2026-11-24 07:00, mended 2026-11-24 08:00
                  Tests failed
                    python-cinder, 2026-11-24 09:00 (5 days), waits for cinder@example.org

                Mended
                  python-glance, 2026-11-23 08:00, was broken for 4 hours: Tests failed
                    by Fix it
                  python-cinder, 2026-11-24 08:00, was broken for 60 minutes: Nothing provides wrapt >= 2.1
                    by Fix it

                Broken since before
                  python-heat, 2026-11-19 02:00 (11 days), waits for heat@example.org: A patch does not apply, as b-100

                Who waits for whom, as of 2026-11-30 06:00
                  tested waits for ci, tempest, since 2026-11-23 07:00: nothing is known of ci
                  horizon waits, since 2026-11-23 08:00: paused by ada
                """);
    }

    @Test
    void what_is_long_is_cut_and_counted_and_of_a_week_long_over_nobody_waits() {
        List<Breakage.End> ends = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> ends.add(end("p" + i, -1, "Tests failed")));
        IntStream.range(40, 80).forEach(i -> ends.add(end("p" + i, 1, "Tests failed")));
        WeeklyDigest digest =
                new WeeklyDigest("flamingo", WEEK, QUIET.moves(), QUIET.builds(), Breakage.of(ends), Optional.empty());
        assertThat(WeeklyText.body(digest))
                .contains("\n    and 10 more\n", "\n  and 10 more\n")
                .doesNotContain("Who");
        assertThat(WeeklyText.subject(digest)).endsWith(": 40 packages broke, 80 broken");
    }
}
