package penstock.engine.dlrn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.dlrn.CommitName;
import penstock.engine.port.OutsideFailure;

/** Commits as DLRN's clients look them up. What a look costs does not grow with the number of commits. */
public interface BuiltCommits {
    /** The newest success that has the name. */
    Optional<BuiltCommit> find(String line, CommitName name) throws OutsideFailure;

    /** The success whose snapshot lies there. */
    Optional<BuiltCommit> at(String line, String directory) throws OutsideFailure;

    /** The names of the line's components. */
    List<String> components(String line) throws OutsideFailure;

    /** Whether anything was ever built. */
    boolean any(String line) throws OutsideFailure;

    /**
     * How many builds ended in a time.
     *
     * @param from included
     * @param to excluded
     * @param project empty for all
     */
    Counts ended(String line, Instant from, Instant to, Optional<String> project) throws OutsideFailure;

    record Counts(int succeeded, int failed) {}

    /** How many builds there are. */
    Totals totals(String line) throws OutsideFailure;

    /** @param again those that are to be tried again */
    record Totals(int succeeded, int failed, int again) {}

    /** The newest ended build of a package that is not to be tried again anyway. */
    Optional<Ended> newest(String line, String project) throws OutsideFailure;

    /** @param imported whether it was built elsewhere */
    record Ended(String build, String source, boolean success, boolean imported) {}

    /** Lets the newest failure of a package that was built elsewhere count no more. */
    void forget(String build) throws OutsideFailure;
}
