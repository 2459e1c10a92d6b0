package penstock.app.observe;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.line.WriteCheck;
import penstock.engine.port.OutsideFailure;

/**
 * Whether the factory can do its work: {@code 200 ok}, or 503 with a reason a line; warnings, which change nothing of that, follow. What was found holds for a few seconds, so that
 * whoever asks often costs nothing.
 */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final Duration HOLDS = Duration.ofSeconds(5);

    private final Observation.Settings settings;
    private final Observation.Factory factory;
    private final WriteCheck check;
    private final InstantSource clock;
    private Instant found = Instant.MIN;
    private List<String> reasons = List.of();

    Health(Observation.Settings settings, Observation.Factory factory, WriteCheck check, InstantSource clock) {
        this.settings = settings;
        this.factory = factory;
        this.check = check;
        this.clock = clock;
    }

    void show(Context context) {
        List<String> now = reasons();
        List<String> said = new ArrayList<>(now.isEmpty() ? List.of("ok") : now);
        factory.warnings().get().forEach(warning -> said.add(oneLine("warning: " + warning)));
        context.contentType("text/plain; charset=utf-8")
                .header("Cache-Control", "no-store")
                .status(now.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .result(String.join("\n", said) + "\n");
    }

    /** What is wrong, a line each; empty when nothing is. */
    synchronized List<String> reasons() {
        Instant now = clock.instant();
        // A clock that was set back ends what holds, too.
        if (now.isBefore(found) || !now.isBefore(found.plus(HOLDS))) {
            reasons = look();
            found = now;
        }
        return reasons;
    }

    private List<String> look() {
        List<String> wrong = new ArrayList<>();
        try {
            check.check();
        } catch (OutsideFailure e) {
            LOG.warn("the journal can't be written", e);
            wrong.add(oneLine("the journal can't be written: " + e.getMessage()));
        }
        factory.pulses()
                .get()
                .forEach((line, pulse) ->
                        pulse.trouble().ifPresent(why -> wrong.add(oneLine("the line " + line + ": " + why))));
        disk().ifPresent(wrong::add);
        return List.copyOf(wrong);
    }

    private Optional<String> disk() {
        try {
            long free = settings.disk().space().free();
            return free < settings.freeDisk()
                    ? Optional.of("the disk is nearly full: " + free + " bytes are free, " + settings.freeDisk()
                            + " must be (operation: free_disk)")
                    : Optional.empty();
        } catch (OutsideFailure e) {
            LOG.warn("the free space can't be read", e);
            return Optional.of(oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
