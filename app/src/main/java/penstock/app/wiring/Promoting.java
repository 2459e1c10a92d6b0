package penstock.app.wiring;

import java.time.InstantSource;
import java.util.Optional;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlEvidenceBook;
import penstock.edge.sql.SqlLabelNoticeBook;
import penstock.edge.sql.SqlPromotionBook;
import penstock.edge.sql.SqlRulesBook;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.engine.access.OnRecord;
import penstock.engine.line.Lines;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.promote.LabelMoves;
import penstock.engine.promote.Promoter;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.PromotionDesk;
import penstock.engine.promote.PromotionOffice;
import penstock.engine.promote.RulesInForce;
import penstock.engine.promote.ScenarioJobs;
import penstock.engine.promote.Standings;
import penstock.engine.promote.Wakes;
import penstock.engine.promote.notice.LabelLetters;
import penstock.engine.promote.notice.LabelNotices;
import penstock.engine.promote.notice.PackageDifferences;

/**
 * What promotes labels.
 *
 * @param desk does what is asked for by name
 * @param office understands what people ask for
 * @param rules those of the distribution
 */
public record Promoting(PromotionDesk desk, PromotionOffice office, RulesInForce rules) {
    /** @param lines the names of all lines that anything is stored of */
    public static Promoting of(
            Database database,
            LabelMoves moves,
            PromotionOffice.Lines lines,
            Wakes wakes,
            SnapshotHolds holds,
            InstantSource clock)
            throws OutsideFailure {
        PromotionBook book = new SqlPromotionBook(database);
        OnRecord record = new OnRecord(new SqlAuditTrail(database, clock));
        PromotionDesk desk = new PromotionDesk(book, new SqlEvidenceBook(database), moves, record, wakes, holds, clock);
        return new Promoting(
                desk,
                new PromotionOffice(desk, book, lines, clock),
                RulesInForce.open(new SqlRulesBook(database), clock));
    }

    /**
     * What runs around it.
     *
     * @param beside what goes on beside the factory
     */
    public record Around(
            Database database,
            Lines lines,
            Distro distro,
            Wakes wakes,
            Beside beside,
            SnapshotHolds holds,
            InstantSource clock) {
        private Standings standings() {
            return new Standings(new SqlPromotionBook(database), new SqlEvidenceBook(database), clock);
        }
    }

    /** Promotes by the distribution's rules for as long as the factory runs. */
    public static Promoting begin(Around around, ScenarioJobs.Runner scenarios) throws OutsideFailure {
        Lines lines = around.lines();
        Distro distro = around.distro();
        Wakes wakes = around.wakes();
        Promoting promoting =
                of(around.database(), lines::promote, lines.decisions()::lines, wakes, around.holds(), around.clock());
        RulesInForce rules = promoting.rules();
        rules.take(distro.first().rules());
        rules.onChange(() -> distro.names().forEach(wakes::wake));
        ScenarioJobs jobs = new ScenarioJobs(promoting.desk(), scenarios, wakes, around.clock());
        Promoter promoter = new Promoter(
                new SqlPromotionBook(around.database()),
                around.standings(),
                promoting.desk(),
                rules,
                jobs,
                wakes,
                around.clock());
        around.beside().start("scenarios", jobs::run);
        around.beside().start("promotions", () -> promoter.run(distro::names));
        return promoting;
    }

    /** Tells people what becomes of labels for as long as the factory runs, where they are to be told. */
    public void tell(Around around, Optional<LabelLetters> letters) {
        letters.map(to -> new LabelNotices(
                        new SqlLabelNoticeBook(around.database()),
                        new SqlPromotionBook(around.database()),
                        around.standings(),
                        rules,
                        new PackageDifferences(new SqlSnapshotViews(around.database())),
                        to,
                        around.clock()))
                .ifPresent(notices ->
                        around.beside().start("notices of labels", () -> notices.run(around.distro()::names)));
    }
}
