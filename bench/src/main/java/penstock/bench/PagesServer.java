package penstock.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import penstock.app.api.Admission;
import penstock.app.api.ResultForm;
import penstock.app.pages.FactoryPages;
import penstock.app.pages.LineNews;
import penstock.app.pages.Source;
import penstock.app.web.WebServer;
import penstock.app.wiring.Promoting;
import penstock.app.wiring.StoredReadings;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.logs.IndexedLogs;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlPackageViews;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlWarningBook;
import penstock.edge.store.PublishedTree;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.UserCheck;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.Wakes;

/** The process that {@link Pages} asks: serves the pages of a data folder, prints its address, and stays until it is ended. */
final class PagesServer {
    private PagesServer() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        Path root = Files.createDirectories(data.resolve("repositories"));
        Database database = Database.own(data.resolve("penstock.db"));
        Source source = new Source(
                new Source.Views(
                        new SqlLineViews(database),
                        new SqlPackageViews(database),
                        new SqlSnapshotViews(database),
                        new SqlWarningBook(database),
                        StoredReadings.labels(database, InstantSource.system()),
                        StoredReadings.digests(database, InstantSource.system())),
                new SqlQueries(database),
                new IndexedLogs(data.resolve("logs")),
                "el9s",
                database);
        FactoryPages pages = new FactoryPages(
                source,
                new LineNews(1),
                new FactoryPages.Mistakes(Optional::empty, List::of),
                form(database, InstantSource.system()),
                InstantSource.system());
        WebServer server =
                new WebServer(new WebServer.Settings("127.0.0.1", 0, root), new PublishedTree(root), List.of(pages));
        System.out.println("http://127.0.0.1:" + server.start().getPort());
    }

    private static ResultForm form(Database database, InstantSource clock) throws OutsideFailure {
        Admission admission = new Admission(
                new TokenCheck(new SqlTokens(database), clock),
                new UserCheck(new SqlUsers(database), new CryptPasswords(), clock),
                true,
                Integer.MAX_VALUE);
        SqlJournal journal = new SqlJournal(database);
        return new ResultForm(
                admission,
                Promoting.of(
                                database,
                                (_, _) -> Optional.of("nothing is promoted here"),
                                journal::lines,
                                new Wakes(),
                                (_, _, _) -> () -> {},
                                clock)
                        .office());
    }
}
