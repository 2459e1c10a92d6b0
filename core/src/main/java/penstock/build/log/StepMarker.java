package penstock.build.log;

import java.util.Locale;
import java.util.Optional;
import penstock.build.Step;

/**
 * The lines of a log that Penstock itself writes between what the tools print. Whoever writes a log keeps tools from printing
 * such lines ({@link #escaped}), so a marker that is read was written by Penstock.
 *
 * <pre>
 *   ==&gt; step: build requires
 *   ==&gt; python3dist(wrapt) &gt;= 2.1 is not to be had; on offer: python3dist(wrapt) = 1.15.0
 * </pre>
 */
public final class StepMarker {
    /** How every line of Penstock's own begins. */
    public static final String PREFIX = "==> ";

    private static final String STEP = PREFIX + "step: ";

    private StepMarker() {}

    /** The line that begins a step. */
    public static String of(Step step) {
        return STEP + words(step);
    }

    /** A line of Penstock's own. */
    public static String say(String text) {
        return PREFIX + text;
    }

    /** The step that a line begins; empty when it begins none. */
    public static Optional<Step> read(String line) {
        if (!line.startsWith(STEP)) {
            return Optional.empty();
        }
        for (Step step : Step.values()) {
            if (line.equals(of(step))) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** A tool's line as it may stand in a log: one that looks like Penstock's own gets a space before it. */
    public static String escaped(String line) {
        return line.startsWith(PREFIX) ? " " + line : line;
    }

    /** A step in lower case words, as people are shown it. */
    public static String words(Step step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
