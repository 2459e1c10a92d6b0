package penstock.engine.build;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.build.log.LogReading;
import penstock.build.log.StepMarker;
import penstock.build.log.TransientFailures;
import penstock.engine.port.OutsideFailure;

/** Reads the log of a build that has just failed, asks the target about what was not to be had, and makes the verdict. */
final class FailedLog {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_OFFERS = 5;
    private static final String WARNING = StepMarker.PREFIX + "warning: ";

    private final BuildLogs.Writing log;
    private final TransientFailures transientFailures;

    FailedLog(BuildLogs.Writing log, TransientFailures transientFailures) {
        this.log = log;
        this.transientFailures = transientFailures;
    }

    /**
     * @param exitCode of the command that failed
     * @param limit the limit that ended it
     * @param bench is asked what is on offer
     */
    Verdict verdict(LogReading.Context context, int exitCode, Optional<String> limit, Workbench bench)
            throws OutsideFailure, InterruptedException {
        LogReading reading = read(context);
        Map<String, List<String>> onOffer = new TreeMap<>();
        for (LogReading.Unmet unmet : reading.unmet()) {
            String name = unmet.name();
            if (onOffer.size() < MOST_OFFERS && !onOffer.containsKey(name)) {
                List<String> offers = bench.onOffer(name);
                onOffer.put(name, offers);
                log.say(name + " on offer: " + (offers.isEmpty() ? "nothing" : String.join(", ", offers)));
            }
        }
        return reading.verdict(exitCode, limit, onOffer);
    }

    /**
     * The verdict when the resolver said by itself what was not to be had: the first of them is the cause, the log has the rest.
     *
     * @param missing not empty, unless the resolver could not say
     */
    Verdict unresolved(LogReading.Context context, List<Workbench.Missing> missing) throws OutsideFailure {
        LogReading reading = read(context);
        Map<String, List<String>> onOffer = new TreeMap<>();
        for (Workbench.Missing one : missing) {
            reading.missing(one.requirement(), one.wantedBy());
            onOffer.put(LogReading.name(one.requirement()), one.onOffer());
            log.say(one.requirement()
                    + (one.wantedBy().isEmpty() ? "" : ", wanted by " + one.wantedBy())
                    + ", is not to be had; on offer: "
                    + (one.onOffer().isEmpty() ? "nothing" : String.join(", ", one.onOffer())));
        }
        return reading.verdict(1, Optional.empty(), onOffer);
    }

    /** The warnings that the log has of Penstock itself; a package cannot forge one. */
    List<Verdict.LogLine> warnings() throws OutsideFailure {
        List<Verdict.LogLine> warnings = new ArrayList<>();
        int[] number = {0};
        try {
            eachLine(log.file(), line -> {
                number[0]++;
                if (line.startsWith(WARNING) && warnings.size() < MOST_OFFERS) {
                    warnings.add(new Verdict.LogLine(number[0], line.substring(StepMarker.PREFIX.length())));
                }
            });
            return warnings;
        } catch (IOException e) {
            throw new OutsideFailure("can't read the log " + log.file() + ": " + e.getMessage(), true, e);
        }
    }

    private LogReading read(LogReading.Context context) throws OutsideFailure {
        LogReading reading = new LogReading(context, transientFailures);
        try {
            eachLine(log.file(), reading::line);
            return reading;
        } catch (IOException e) {
            throw new OutsideFailure("can't read the log " + log.file() + ": " + e.getMessage(), true, e);
        }
    }

    /** Says a verdict at the end of a log. */
    static void say(BuildLog log, Verdict verdict) throws OutsideFailure {
        if (verdict.succeeded()) {
            log.say("success");
            return;
        }
        log.say("failed in step "
                + verdict.step().map(StepMarker::words).orElse("?") + ": "
                + verdict.cause().map(CauseText::of).orElse("unknown"));
        for (Verdict.LogLine line : verdict.evidence()) {
            log.say("  line " + line.number() + ": " + line.text());
        }
        if (verdict.retryable()) {
            log.say("this may be gone at the next try");
        }
    }

    /** Lines of bounded length, whatever a package printed: what is longer is cut. */
    private static void eachLine(Path file, Consumer<String> consumer) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            boolean any = false;
            for (int b = in.read(); b >= 0; b = in.read()) {
                any = b != '\n';
                if (!any) {
                    consumer.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else if (line.size() < LONGEST_LINE) {
                    line.write(b);
                }
            }
            if (any) {
                consumer.accept(line.toString(StandardCharsets.UTF_8));
            }
        }
    }

    /** The RPMs' own words for several things, cut to a readable number. */
    static List<String> some(List<String> items, int most) {
        List<String> shown = new ArrayList<>(items.subList(0, Math.min(most, items.size())));
        if (items.size() > most) {
            shown.add("and " + (items.size() - most) + " more");
        }
        return shown;
    }
}
