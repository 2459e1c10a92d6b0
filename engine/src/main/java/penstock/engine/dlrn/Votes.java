package penstock.engine.dlrn;

import java.util.List;
import java.util.Optional;
import penstock.dlrn.TestedQuery;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;

/** Evidence as DLRN's clients know it: votes. */
public interface Votes {
    /**
     * All of a subject, in the order in which they came.
     *
     * @param success empty for all; what still runs is no success
     */
    List<Evidence> of(String line, String subject, Optional<Boolean> success) throws OutsideFailure;

    /** The latest vote for a snapshot that fits; {@code consistent} ones only when they are wanted too. */
    Optional<Evidence> latest(String line, TestedQuery query, boolean consistentToo) throws OutsideFailure;

    /** The latest votes, latest first, those of {@code consistent} excepted. */
    List<Evidence> latest(String line, Subjects subjects, int limit, int offset) throws OutsideFailure;

    /** What votes are about. */
    enum Subjects {
        SNAPSHOTS,
        AGGREGATES
    }

    /** Whether a label ever showed this of all components. */
    boolean isAggregate(String line, String hash) throws OutsideFailure;
}
