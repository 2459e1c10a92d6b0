package penstock.app.wiring;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import penstock.app.cli.Served;
import penstock.app.web.WebServer;
import penstock.config.FactoryConfig;
import penstock.edge.store.PublishedTree;
import penstock.engine.port.OutsideFailure;

/** Makes what answers over HTTP. */
public final class Serving {
    private Serving() {}

    public static Served serve(FactoryConfig config, Path dir) throws OutsideFailure {
        FactoryConfig.Serve where = config.serve();
        Path root = Storing.of(config, dir).repositories();
        WebServer server = new WebServer(
                new WebServer.Settings(where.address(), where.port(), root), new PublishedTree(root), List.of());
        InetSocketAddress address = server.start();
        return new Served(
                URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/"), server::close);
    }

    public static String baseUrl(FactoryConfig config) {
        FactoryConfig.Serve serve = config.serve();
        return serve.baseUrl().isEmpty() ? "http://" + serve.address() + ":" + serve.port() : serve.baseUrl();
    }

    /** Where people see a build. */
    public static String buildPage(FactoryConfig config, String build) {
        return baseUrl(config) + "/-/build/" + build;
    }
}
