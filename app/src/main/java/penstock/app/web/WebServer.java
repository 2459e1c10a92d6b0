package penstock.app.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines;

/**
 * Serves the published tree, the page of repositories that leads into it (the front page where no other route is), and further routes that
 * it is given. Everything of its own that is no page lies under {@code /-/}, a name that no line can have. Each request has a virtual thread.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final int CONNECTIONS = 2000;
    private static final int NETWORK_THREADS = 16;

    private final Settings settings;
    private final Javalin server;

    /** @param more further routes; they come before the published tree */
    public WebServer(Settings settings, PublishedLines published, List<Consumer<RoutesConfig>> more) {
        this.settings = settings;
        Pages pages = new Pages();
        PublishedFiles files = new PublishedFiles(settings.root(), pages);
        Assets assets = new Assets();
        FrontPage front = new FrontPage(published, pages);
        this.server = Javalin.create(config -> {
            configure(config);
            config.routes.before(WebServer::safely);
            show(config, Assets.PATH + "{name}", assets::serve);
            show(config, "/-/repositories", front::show);
            more.forEach(routes -> routes.accept(config.routes));
            show(config, "/*", context -> {
                if (context.path().equals("/")) {
                    front.show(context);
                } else {
                    files.serve(context);
                }
            });
            config.routes.after(Pages::write);
            config.routes.after(UnreadBody::end);
            config.routes.exception(OutsideFailure.class, (failure, context) -> failed(pages, failure, context));
            config.routes.exception(Exception.class, (failure, context) -> failed(pages, failure, context));
        });
    }

    /**
     * Where to listen, and what to serve.
     *
     * @param host an address or name of this machine
     * @param port 0 for any that is free
     * @param root the published tree
     */
    public record Settings(String host, int port, Path root) {}

    /** Starts to answer; returns the address, with the port that it got. */
    public InetSocketAddress start() throws OutsideFailure {
        try {
            server.start(settings.host(), settings.port());
            return InetSocketAddress.createUnresolved(settings.host(), server.port());
        } catch (JavalinBindException failure) {
            String where = settings.host() + ":" + settings.port();
            throw new OutsideFailure(
                    "can't listen on " + where + ": it is in use, or not this machine's; choose another port",
                    false,
                    failure);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Answers GET, and HEAD with the same headers: Javalin answers HEAD by itself, but without lengths. */
    public static void show(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private static void show(JavalinConfig config, String path, Handler handler) {
        show(config.routes, path, handler);
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.threadPool = threads();
        // Packages and their metadata are compressed already, and a compressed answer has no ranges.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServer(server -> server.addBean(new NetworkConnectionLimit(CONNECTIONS, server)));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setIdleTimeout(60_000);
        });
    }

    /**
     * Each request has a virtual thread, but what waits for the network is a thread of the system: as a virtual one it would be woken by another
     * that waits for it, with four more calls of the kernel for each request.
     */
    private static ThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(NETWORK_THREADS, 1);
        threads.setName("web");
        threads.setVirtualThreadsExecutor(Thread::startVirtualThread);
        return threads;
    }

    /** What lies in the tree comes from builds: a browser shall run none of it. */
    private static void safely(Context context) {
        context.header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin");
    }

    private static void failed(Pages pages, Exception failure, Context context) {
        LOG.error("{} {} failed", context.method(), context.path(), failure);
        String reason = failure instanceof OutsideFailure
                ? Optional.ofNullable(failure.getMessage()).orElse("")
                : "The server's log has the details.";
        pages.problem(context, HttpStatus.INTERNAL_SERVER_ERROR, "This can't be shown now", reason);
    }
}
