package penstock.promote;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The recorded outcome of a job, which is only ever added to.
 *
 * @param id unique; what was recorded later has a greater one
 * @param subject what was tested: a snapshot's folder below its line's, or the hash of what a label showed of all components together
 *     ({@link penstock.repo.Aggregate})
 * @param job the job's name
 * @param at when it ended, or began while it runs, as its reporter says
 */
public record Evidence(
        String id, String subject, String job, Result result, Instant at, Source source, Remarks remarks) {
    /** In the order in which things happened; of two at one moment, what was recorded later comes later. */
    public static final Comparator<Evidence> BY_TIME =
            Comparator.comparing(Evidence::at).thenComparing(Evidence::id);

    /** How a job stands. */
    public enum Result {
        SUCCESS,
        FAILURE,
        /** It runs, and has no result yet. */
        RUNNING;

        /** By its name; empty when it is none. */
        public static Optional<Result> of(String name) {
            return Arrays.stream(values())
                    .filter(result -> result.name().equals(name))
                    .findFirst();
        }
    }

    /** Where evidence comes from. */
    public enum Origin {
        /** Another program, over an API. */
        CI,
        /** Someone who tried it. */
        PERSON,
        /** A scenario that ran here. */
        SCENARIO,
        /** The line itself: that nothing failed when {@code consistent} moved. */
        FACTORY
    }

    /**
     * @param who the reporter's name; empty where it is not known
     * @param component that the job was run for; empty for none
     */
    public record Source(Origin origin, String who, String component) {}

    /**
     * @param url where its log can be read; may be empty
     * @param notes may be empty
     */
    public record Remarks(String url, String notes) {
        public static final Remarks NONE = new Remarks("", "");
    }
}
