package penstock.promote.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.notice.PromotionNotice.PackageMove;
import penstock.promote.notice.PromotionNotice.Packages;

/** What people read of promotions (part 4, C4). */
class PromotionTextTest {
    private static PromotionNotice notice(Promotion.Kind kind, String by, SortedSet<String> ended) {
        SnapshotRef to = new SnapshotRef("demo", "compute", "component/compute/bb", "nova", "b", 2);
        Promotion promotion = new Promotion(
                "id",
                "tested",
                List.of(to),
                kind,
                by,
                kind == Promotion.Kind.RULE ? "" : "bug 17\u202e",
                kind == Promotion.Kind.RULE ? Optional.of("d1") : Optional.empty());
        return new PromotionNotice(
                "demo",
                promotion,
                Instant.parse("2026-11-29T12:00:00Z"),
                List.of("component/compute/aa"),
                new Packages(
                        List.of(
                                new PackageMove("nova", "openstack-nova-1-1", "openstack-nova-1-2"),
                                new PackageMove("new", "", "python-new-1-1"),
                                new PackageMove("old", "python-old-1-1", "")),
                        true),
                ended);
    }

    @Test
    void a_promotion_by_hand_says_who_why_and_what_differs() {
        PromotionNotice notice = notice(Promotion.Kind.ASKED, "user:ada", new TreeSet<>());
        assertThat(PromotionText.subject(notice)).isEqualTo("[demo] tested promoted: compute");
        assertThat(PromotionText.body(notice, "http://x")).isEqualTo("""
                tested of demo was promoted by user:ada, 2026-11-29 12:00.
                Reason: bug 17\s

                From        component/compute/aa
                To          component/compute/bb

                Packages that differ:
                  openstack-nova-1-1 -> openstack-nova-1-2
                  new -> python-new-1-1
                  python-old-1-1 -> gone
                  and more: `penstock diff` has them all

                More        penstock why tested --line demo
                Labels      http://x
                """);
    }

    @Test
    void a_rule_names_its_decision_and_a_rollback_itself() {
        PromotionNotice rule = notice(Promotion.Kind.RULE, "rule", new TreeSet<>(Set.of("compute")));
        assertThat(PromotionText.subject(rule)).isEqualTo("[demo] tested moves again: compute");
        assertThat(PromotionText.body(rule, "")).startsWith("""
                        tested of demo was promoted by its rule (decision d1), 2026-11-29 12:00.
                        You were told that it did not move; it does again.
                        """).doesNotContain("Labels");
        PromotionNotice back = notice(Promotion.Kind.ROLLBACK, "user:ada", new TreeSet<>());
        assertThat(PromotionText.subject(back)).isEqualTo("[demo] tested rolled back: compute");
        assertThat(PromotionText.body(back, "")).contains("was rolled back by user:ada");
    }
}
