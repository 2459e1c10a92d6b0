package penstock.app.wiring;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import penstock.app.api.Admission;
import penstock.app.api.Api;
import penstock.app.api.ResultForm;
import penstock.app.cli.Served;
import penstock.app.cli.UserMistakes;
import penstock.app.dlrn.DlrnApi;
import penstock.app.modules.ForgeApi;
import penstock.app.observe.Observation;
import penstock.app.pages.FactoryPages;
import penstock.app.pages.Source;
import penstock.app.web.OwnAddress;
import penstock.app.web.Pages;
import penstock.app.web.WebServer;
import penstock.config.FactoryConfig;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.logs.IndexedLogs;
import penstock.edge.logs.LogFolder;
import penstock.edge.puppet.PublishedModuleFolders;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlBuiltCommits;
import penstock.edge.sql.SqlLedger;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlListing;
import penstock.edge.sql.SqlPackageViews;
import penstock.edge.sql.SqlPromotionBook;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.edge.sql.SqlTables;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlUsers;
import penstock.edge.sql.SqlVotes;
import penstock.edge.sql.SqlWarningBook;
import penstock.edge.store.PublishedTree;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.UserCheck;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionDesk;

/** Makes what answers over HTTP. */
public final class Serving {
    private Serving() {}

    /**
     * Answers from now on, for the process that owns the data folder.
     *
     * @param observation what operators see of the factory
     * @param promoting promotes labels
     * @param remote brings builds of elsewhere here
     */
    public static Served serve(Surface surface, Observation observation, Promoting promoting, RemoteImport remote)
            throws UserMistakes, OutsideFailure {
        FactoryConfig.Serve where = surface.config().serve();
        Path root = Storing.of(surface.config(), surface.dir()).repositories();
        Admission admission = admission(surface);
        WebServer server = new WebServer(
                new WebServer.Settings(where.address(), where.port(), root),
                new PublishedTree(root),
                List.of(
                        OwnAddress.always(where.baseUrl()),
                        observation,
                        api(surface, admission, promoting),
                        dlrn(surface, admission, promoting.desk(), remote),
                        new ForgeApi(new PublishedModuleFolders(root)),
                        new FactoryPages(
                                source(surface),
                                surface.news(),
                                new FactoryPages.Mistakes(surface.factory()::trouble, promoting.rules()::mistakes),
                                new ResultForm(admission, promoting.office()),
                                surface.clock())));
        InetSocketAddress address = server.start();
        return new Served(URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/"), () -> {
            surface.news().close();
            server.close();
        });
    }

    private static Source source(Surface surface) {
        Database database = surface.database();
        return new Source(
                new Source.Views(
                        new SqlLineViews(database),
                        new SqlPackageViews(database),
                        new SqlSnapshotViews(database),
                        new SqlWarningBook(database),
                        StoredReadings.labels(database, surface.clock()),
                        StoredReadings.digests(database, surface.clock())),
                new SqlQueries(database),
                new IndexedLogs(Storing.of(surface.config(), surface.dir()).logs()),
                surface.config().build().target(),
                database);
    }

    private static Api api(Surface surface, Admission admission, Promoting promoting) throws UserMistakes {
        Database database = surface.database();
        return new Api(
                admission,
                new Api.Sources(
                        new SqlQueries(database),
                        new SqlListing(database),
                        new SqlWarningBook(database),
                        StoredReadings.labels(database, surface.clock()),
                        new Api.Digests(
                                StoredReadings.digests(database, surface.clock()),
                                surface.config().service().weekEnd()),
                        new LogFolder(
                                Storing.of(surface.config(), surface.dir()).logs(), 0),
                        new SqlAuditTrail(database, surface.clock())),
                new Api.Doers(surface.factory(), promoting.office()),
                Hooking.hooks(surface),
                surface.clock());
    }

    private static DlrnApi dlrn(Surface surface, Admission admission, PromotionDesk desk, RemoteImport remote) {
        FactoryConfig config = surface.config();
        Database database = surface.database();
        return new DlrnApi(
                new DlrnApi.Settings(
                        config.build().target(),
                        baseUrl(config),
                        config.service().dlrn().line()),
                admission,
                new DlrnApi.Sources(
                        new SqlBuiltCommits(database),
                        new SqlVotes(database),
                        new SqlLedger(database),
                        new SqlPromotionBook(database),
                        new SqlTables(database)),
                surface.factory(),
                desk,
                remote,
                surface.clock());
    }

    private static Admission admission(Surface surface) {
        FactoryConfig.Serve serve = surface.config().serve();
        return new Admission(
                new TokenCheck(new SqlTokens(surface.database()), surface.clock()),
                new UserCheck(new SqlUsers(surface.database()), new CryptPasswords(), surface.clock()),
                serve.readOpen(),
                serve.requestsPerMinute());
    }

    public static String baseUrl(FactoryConfig config) {
        FactoryConfig.Serve serve = config.serve();
        return serve.baseUrl().isEmpty() ? "http://" + serve.address() + ":" + serve.port() : serve.baseUrl();
    }

    /** Where people see a build. */
    public static String buildPage(FactoryConfig config, String build) {
        return baseUrl(config) + "/-/builds/" + build;
    }

    /** Where people see a line. */
    static String linePage(FactoryConfig config, String line) {
        return baseUrl(config) + "/-/lines/" + Pages.address(line);
    }

    /** Where people see the labels of a line. */
    static String labelsPage(FactoryConfig config, String line) {
        return linePage(config, line) + "/labels";
    }

    /** Where people see a package. */
    static String packagePage(FactoryConfig config, String line, String project) {
        return linePage(config, line) + "/packages/" + Pages.address(project);
    }
}
