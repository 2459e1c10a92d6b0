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
import penstock.engine.promote.LabelMoves;
import penstock.engine.promote.Promoter;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.PromotionDesk;
import penstock.engine.promote.PromotionOffice;
import penstock.engine.promote.RulesInForce;
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
            Database database, LabelMoves moves, PromotionOffice.Lines lines, Wakes wakes, InstantSource clock)
            throws OutsideFailure {
        PromotionBook book = new SqlPromotionBook(database);
        OnRecord record = new OnRecord(new SqlAuditTrail(database, clock));
        PromotionDesk desk = new PromotionDesk(book, new SqlEvidenceBook(database), moves, record, wakes, clock);
        return new Promoting(
                desk,
                new PromotionOffice(desk, book, lines, clock),
                RulesInForce.open(new SqlRulesBook(database), clock));
    }

    /** Promotes by the distribution's rules for as long as the factory runs. */
    public static Promoting begin(
            Database database, Lines lines, Distro distro, Wakes wakes, Beside beside, InstantSource clock)
            throws OutsideFailure {
        Promoting promoting = of(database, lines::promote, lines.decisions()::lines, wakes, clock);
        RulesInForce rules = promoting.rules();
        rules.take(distro.first().rules());
        rules.onChange(() -> distro.names().forEach(wakes::wake));
        PromotionBook book = new SqlPromotionBook(database);
        Standings standings = new Standings(book, new SqlEvidenceBook(database), clock);
        Promoter promoter = new Promoter(book, standings, promoting.desk(), rules, (_, _, _) -> {}, wakes, clock);
        beside.start("promotions", () -> promoter.run(distro::names));
        return promoting;
    }

    /** Tells people what becomes of labels for as long as the factory runs, where they are to be told. */
    public void tell(
            Database database, Optional<LabelLetters> letters, Distro distro, Beside beside, InstantSource clock) {
        PromotionBook book = new SqlPromotionBook(database);
        letters.map(to -> new LabelNotices(
                        new SqlLabelNoticeBook(database),
                        book,
                        new Standings(book, new SqlEvidenceBook(database), clock),
                        rules,
                        new PackageDifferences(new SqlSnapshotViews(database)),
                        to,
                        clock))
                .ifPresent(notices -> beside.start("notices of labels", () -> notices.run(distro::names)));
    }
}
