package penstock.app.observe;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import penstock.app.web.WebServer;
import penstock.engine.line.Disk;
import penstock.engine.line.Lines;
import penstock.engine.line.WriteCheck;
import penstock.engine.notify.NoticeBook;
import penstock.engine.query.LineViews;

/** The routes {@code /metrics} and {@code /health}. */
public final class Observation implements Consumer<RoutesConfig> {
    private final Metrics metrics;
    private final Health health;

    public Observation(Settings settings, Factory factory, Stored stored, LineCounts counts, InstantSource clock) {
        this.health = new Health(settings, factory, stored.check(), clock);
        this.metrics = new Metrics(settings, factory, stored, counts, clock);
    }

    /** @param freeDisk bytes that must be free */
    public record Settings(Disk disk, long freeDisk) {}

    /**
     * The running part of a factory.
     *
     * @param warnings what should be seen to and stops nobody, a line each
     */
    public record Factory(Supplier<Map<String, Lines.Pulse>> pulses, Looks looks, Supplier<List<String>> warnings) {}

    /** The follower's work. */
    public interface Looks {
        /** When a repository of each line last answered. */
        Map<String, Instant> answered();

        /** For how long the look has been due that has waited longest. */
        Duration late();
    }

    /** What is stored. */
    public record Stored(LineViews lines, NoticeBook letters, WriteCheck check) {}

    @Override
    public void accept(RoutesConfig routes) {
        WebServer.show(routes, "/health", health::show);
        WebServer.show(routes, "/metrics", metrics::show);
    }
}
