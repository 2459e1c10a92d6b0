package penstock.app.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import penstock.build.Cause;
import penstock.engine.line.Journal;
import penstock.engine.line.LineListener;
import penstock.line.Change;
import penstock.line.LineEvent;
import penstock.line.Order;

/** Counts what the lines' steps tell: builds that ended, and how long builds and publishing took. It counts from the start of the process. */
public final class LineCounts implements LineListener {
    private static final double[] BUILD_SECONDS = {5, 15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200, 14400};
    private static final double[] PUBLISH_SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter ended = Counter.builder()
            .name("penstock_builds_ended_total")
            .help("Builds that ended, by status and by the kind of cause of a failure.")
            .labelNames("line", "status", "cause")
            .register(registry);
    private final Counter unpublished = Counter.builder()
            .name("penstock_publishing_failed_total")
            .help("Snapshots that could not be published, after all attempts.")
            .labelNames("line")
            .register(registry);
    private final Histogram builds = histogram(
            "penstock_build_duration_seconds",
            "From the order to build to its end, the wait for what it needs included.",
            BUILD_SECONDS);
    private final Histogram publishing = histogram(
            "penstock_publish_duration_seconds",
            "From the order to publish to the moment when the snapshot is there.",
            PUBLISH_SECONDS);
    /** When each order was given that has not ended; those that an earlier process gave are not in it. */
    private final Map<String, Instant> given = new ConcurrentHashMap<>();

    private Histogram histogram(String name, String help, double[] bounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames("line")
                .register(registry);
    }

    /** Holds all that is counted here. */
    PrometheusRegistry registry() {
        return registry;
    }

    @Override
    public void stepped(String line, Journal.Entry entry) {
        Instant now = entry.stamp().at();
        if (entry.event() instanceof LineEvent.Done done) {
            Optional.ofNullable(given.remove(done.order().id()))
                    .ifPresent(start -> took(line, done, Duration.between(start, now)));
        }
        for (Order order : entry.stepped().orders()) {
            if (order instanceof Order.Build || order instanceof Order.Publish) {
                given.put(order.id(), now);
            }
        }
        for (Change change : entry.stepped().changes()) {
            switch (change) {
                case Change.BuildEnded end ->
                    ended.labelValues(
                                    line,
                                    end.status().toLowerCase(Locale.ROOT),
                                    cause(end.outcome().verdict().cause()))
                            .inc();
                case Change.SnapshotFailed _ -> unpublished.labelValues(line).inc();
                default -> {}
            }
        }
    }

    private void took(String line, LineEvent.Done done, Duration duration) {
        double seconds = Math.max(0, duration.toNanos() / 1e9);
        switch (done) {
            case LineEvent.Built _ -> builds.labelValues(line).observe(seconds);
            case LineEvent.Published _ -> publishing.labelValues(line).observe(seconds);
            default -> {}
        }
    }

    /** {@code missing_dependency} for {@link Cause.MissingDependency}; {@code none} for a success. */
    static String cause(Optional<Cause> cause) {
        return cause.map(found -> found.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_"))
                .orElse("none")
                .toLowerCase(Locale.ROOT);
    }
}
