package penstock.promote;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When a label is promoted by itself.
 *
 * @param label what is promoted
 * @param lines the lines that it is for; all of them when none is named
 * @param source where its candidates come from
 * @param criteria all of them must hold
 * @param waivers what need not hold for a while
 * @param readers addresses of who is told what becomes of the label; none for who runs the factory
 */
public record Rule(
        String label,
        List<String> lines,
        Source source,
        List<Criterion> criteria,
        Timing timing,
        List<Waiver> waivers,
        List<String> readers) {
    public Rule {
        lines = List.copyOf(lines);
        criteria = List.copyOf(criteria);
        waivers = List.copyOf(waivers);
        readers = List.copyOf(readers);
    }

    /** What is a candidate in a line with components. */
    public enum Scope {
        /** What the source label shows of each component, by itself. */
        COMPONENT,
        /** What it shows of all components together. */
        LINE
    }

    /** @param label whose snapshots are the candidates */
    public record Source(String label, Scope scope) {}

    /** One of these jobs must have passed. */
    public record Criterion(List<Job> anyOf) {
        public Criterion {
            anyOf = List.copyOf(anyOf);
        }

        /** The job's name, or {@code a or b}. */
        public String words() {
            return String.join(" or ", anyOf.stream().map(Job::name).toList());
        }
    }

    /**
     * A job with its retry policy: it has passed when its newest run did, and {@code passes} of its last {@code runs} did.
     *
     * @param scenario whether Penstock runs it itself, as the scenario of this name
     * @param passes at least 1
     * @param runs at least {@code passes}
     */
    public record Job(String name, boolean scenario, int passes, int runs) {
        /** What a name is made of, in words. */
        public static final String NAMES = "letters, digits, spaces and ._/:@+-, at most 200";

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/:@+-]{0,199}");

        public Job {
            if (passes < 1 || runs < passes) {
                throw new IllegalArgumentException(passes + " of " + runs);
            }
        }

        /** Whether a job can be called so. */
        public static boolean isName(String text) {
            return NAME.matcher(text).matches();
        }

        /** A job of which one run is enough, and one failure too much. */
        public static Job once(String name) {
            return new Job(name, false, 1, 1);
        }
    }

    /**
     * @param soak how long a candidate must have been there at least
     * @param fresh how old a job's end may be at most; empty for any age
     * @param alarm after how long without a promotion people are told; empty for never
     */
    public record Timing(Duration soak, Optional<Duration> fresh, Optional<Duration> alarm) {
        public static final Timing NONE = new Timing(Duration.ZERO, Optional.empty(), Optional.empty());
    }

    /**
     * A job that need not pass.
     *
     * @param until from then on it must again
     */
    public record Waiver(String job, String author, String reason, Instant until) {}

    /** What takes a job's place at a time; empty when the job must pass. */
    public Optional<Waiver> waiver(String job, Instant now) {
        return waivers.stream()
                .filter(one -> one.job().equals(job) && one.until().isAfter(now))
                .findFirst();
    }

    /** Whether it is for this line. */
    public boolean isFor(String line) {
        return lines.isEmpty() || lines.contains(line);
    }

    /** Every job that it names. */
    public Stream<Job> jobs() {
        return criteria.stream().flatMap(criterion -> criterion.anyOf().stream());
    }
}
