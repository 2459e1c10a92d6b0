package penstock.app.observe;

import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.line.Disk;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;

/**
 * The figures in Prometheus's text format, or OpenMetrics where it is asked for. What is no count is read when somebody asks; what can't be
 * read then is left out. Names are part of what operators build on: docs/operate.md lists them.
 */
final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final Observation.Settings settings;
    private final Observation.Factory factory;
    private final Observation.Stored stored;
    private final InstantSource clock;
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    private final Gauge packages;
    private final Gauge queue;
    private final Gauge commits;
    private final Gauge running;
    private final Gauge behind;
    private final Gauge answered;
    private final Gauge late;
    private final Gauge letters;
    private final Gauge readable;
    private final Gauge free;
    private final Gauge size;

    Metrics(
            Observation.Settings settings,
            Observation.Factory factory,
            Observation.Stored stored,
            LineCounts counts,
            InstantSource clock) {
        this.settings = settings;
        this.factory = factory;
        this.stored = stored;
        this.clock = clock;
        this.registry = counts.registry();
        this.packages = gauge("penstock_packages", "Packages by how their last build ended.", "line", "state");
        this.queue = gauge("penstock_queue_packages", "Packages with builds that wait.", "line");
        this.commits = gauge("penstock_queue_commits", "Commits to be built, those being built included.", "line");
        this.running = gauge("penstock_builds_running", "Builds that run.", "line");
        this.behind =
                gauge("penstock_behind_seconds", "Age of the oldest commit not built; 0 when none is left.", "line");
        this.answered =
                gauge("penstock_last_look_timestamp_seconds", "When a repository of the line last answered.", "line");
        this.late = gauge("penstock_look_late_seconds", "For how long the longest waiting look has been due.");
        this.letters = gauge("penstock_letters_waiting", "Mails that are still to be sent.");
        this.readable = gauge("penstock_database_readable", "Whether the state could be read for this answer.");
        this.free = gauge("penstock_disk_free_bytes", "Space that the factory may still fill, on its fullest disk.");
        this.size = gauge("penstock_disk_size_bytes", "Size of that disk.");
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** One answer at a time, so that each is of one moment. */
    synchronized void show(Context context) throws IOException {
        readState();
        readFactory();
        readDisk();
        ExpositionFormatWriter writer = formats.findWriter(context.header("Accept"));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        writer.write(answer, registry.scrape());
        context.contentType(writer.getContentType())
                .header("Cache-Control", "no-store")
                .result(answer.toByteArray());
    }

    private void readState() {
        List.of(packages, queue, commits, behind).forEach(Gauge::clear);
        try {
            stored.lines().standings().forEach(this::stands);
            letters.set(stored.letters().waiting().letters());
            readable.set(1);
        } catch (OutsideFailure e) {
            LOG.warn("the state can't be read for figures", e);
            readable.set(0);
        }
    }

    private void stands(LineViews.Standing standing) {
        String line = standing.line();
        LineViews.Counts counts = standing.counts();
        packages.labelValues(line, "passing").set(counts.passing());
        packages.labelValues(line, "failing").set(counts.failing());
        packages.labelValues(line, "never").set(counts.never());
        queue.labelValues(line).set(counts.waiting());
        commits.labelValues(line).set(counts.commits());
        behind.labelValues(line)
                .set(standing.oldest()
                        .map(oldest -> seconds(Duration.between(oldest, clock.instant())))
                        .orElse(0.0));
    }

    private void readFactory() {
        running.clear();
        factory.pulses()
                .get()
                .forEach((line, pulse) -> running.labelValues(line).set(pulse.building()));
        factory.looks()
                .answered()
                .forEach((line, at) -> answered.labelValues(line).set(seconds(Duration.between(Instant.EPOCH, at))));
        late.set(seconds(factory.looks().late()));
    }

    private void readDisk() {
        try {
            Disk.Space space = settings.disk().space();
            free.set((double) space.free());
            size.set((double) space.size());
        } catch (OutsideFailure e) {
            LOG.warn("the free space can't be read for figures", e);
            free.clear();
            size.clear();
        }
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis() / 1e3);
    }
}
