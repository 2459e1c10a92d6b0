package penstock.app.wiring;

import java.time.InstantSource;
import penstock.app.cli.Readings;
import penstock.app.cli.UserMistakes;
import penstock.edge.logs.LogFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlEvidenceBook;
import penstock.edge.sql.SqlPackageViews;
import penstock.edge.sql.SqlPromotionBook;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlRulesBook;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlWarningBook;
import penstock.edge.sql.SqlWeekFacts;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.Tokens;
import penstock.engine.access.Users;
import penstock.engine.build.BuildLogs;
import penstock.engine.diff.LabelDiffs;
import penstock.engine.diff.StoredPackages;
import penstock.engine.digest.DigestReadings;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.Standings;
import penstock.engine.promote.notice.PackageDifferences;
import penstock.engine.query.Queries;

/** What commands read beside the owner of a data folder. */
public record StoredReadings(
        Queries queries,
        BuildLogs logs,
        AuditTrail audit,
        Tokens tokens,
        Users users,
        Database database,
        InstantSource clock)
        implements Readings {
    public static StoredReadings of(Storing storing, InstantSource clock) throws UserMistakes, OutsideFailure {
        Database database = storing.read();
        return new StoredReadings(
                new SqlQueries(database),
                new LogFolder(storing.logs(), 0),
                new SqlAuditTrail(database, clock),
                new SqlTokens(database),
                new SqlUsers(database),
                database,
                clock);
    }

    /** What pages and commands read of labels. */
    public static LabelReadings labels(Database database, InstantSource clock) {
        SqlPromotionBook book = new SqlPromotionBook(database);
        SqlEvidenceBook evidence = new SqlEvidenceBook(database);
        return new LabelReadings(book, new SqlRulesBook(database), evidence, new Standings(book, evidence, clock));
    }

    @Override
    public LabelReadings labels() {
        return labels(database, clock);
    }

    /** What mails, commands and the API tell of weeks. */
    public static DigestReadings digests(Database database, InstantSource clock) {
        return new DigestReadings(
                new SqlWeekFacts(database),
                labels(database, clock),
                new PackageDifferences(new SqlSnapshotViews(database)),
                new SqlWarningBook(database),
                clock);
    }

    @Override
    public DigestReadings digests() {
        return digests(database, clock);
    }

    @Override
    public LabelDiffs diffs() {
        return new LabelDiffs(
                new SqlPromotionBook(database),
                new SqlSnapshotViews(database),
                new StoredPackages(new SqlPackageViews(database), queries));
    }

    @Override
    public void close() {
        database.close();
    }
}
