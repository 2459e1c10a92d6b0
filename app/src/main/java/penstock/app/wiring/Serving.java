package penstock.app.wiring;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import penstock.app.api.Api;
import penstock.app.cli.Served;
import penstock.app.cli.UserMistakes;
import penstock.app.modules.ForgeApi;
import penstock.app.observe.Observation;
import penstock.app.pages.FactoryPages;
import penstock.app.pages.Source;
import penstock.app.web.OwnAddress;
import penstock.app.web.Pages;
import penstock.app.web.WebServer;
import penstock.config.FactoryConfig;
import penstock.edge.logs.IndexedLogs;
import penstock.edge.logs.LogFolder;
import penstock.edge.puppet.PublishedModuleFolders;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlLineViews;
import penstock.edge.sql.SqlListing;
import penstock.edge.sql.SqlPackageViews;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlSnapshotViews;
import penstock.edge.sql.SqlTokens;
import penstock.edge.sql.SqlWarningBook;
import penstock.edge.store.PublishedTree;
import penstock.engine.access.TokenCheck;
import penstock.engine.port.OutsideFailure;

/** Makes what answers over HTTP. */
public final class Serving {
    private Serving() {}

    /**
     * Answers from now on, for the process that owns the data folder.
     *
     * @param observation what operators see of the factory
     */
    public static Served serve(Surface surface, Observation observation) throws UserMistakes, OutsideFailure {
        FactoryConfig.Serve where = surface.config().serve();
        Path root = Storing.of(surface.config(), surface.dir()).repositories();
        WebServer server = new WebServer(
                new WebServer.Settings(where.address(), where.port(), root),
                new PublishedTree(root),
                List.of(
                        OwnAddress.always(where.baseUrl()),
                        observation,
                        api(surface),
                        new ForgeApi(new PublishedModuleFolders(root)),
                        new FactoryPages(
                                source(surface), surface.news(), surface.factory()::trouble, surface.clock())));
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
                        new SqlWarningBook(database)),
                new SqlQueries(database),
                new IndexedLogs(Storing.of(surface.config(), surface.dir()).logs()),
                surface.config().build().target(),
                database::changes);
    }

    private static Api api(Surface surface) throws UserMistakes {
        FactoryConfig.Serve serve = surface.config().serve();
        Database database = surface.database();
        return new Api(
                new Api.Settings(serve.readOpen(), serve.requestsPerMinute()),
                new Api.Sources(
                        new SqlQueries(database),
                        new SqlListing(database),
                        new SqlWarningBook(database),
                        new LogFolder(
                                Storing.of(surface.config(), surface.dir()).logs(), 0),
                        new SqlAuditTrail(database, surface.clock())),
                surface.factory(),
                new TokenCheck(new SqlTokens(database), surface.clock()),
                Hooking.hooks(surface),
                surface.clock());
    }

    public static String baseUrl(FactoryConfig config) {
        FactoryConfig.Serve serve = config.serve();
        return serve.baseUrl().isEmpty() ? "http://" + serve.address() + ":" + serve.port() : serve.baseUrl();
    }

    /** Where people see a build. */
    public static String buildPage(FactoryConfig config, String build) {
        return baseUrl(config) + "/-/builds/" + build;
    }

    /** Where people see a package. */
    static String packagePage(FactoryConfig config, String line, String project) {
        return baseUrl(config) + "/-/lines/" + Pages.address(line) + "/packages/" + Pages.address(project);
    }
}
