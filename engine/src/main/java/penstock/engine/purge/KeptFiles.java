package penstock.engine.purge;

import java.time.Instant;
import java.util.Set;
import penstock.engine.port.OutsideFailure;

/**
 * Files that are kept under a name which says whose they are: artifacts by their digest, logs by their build, runs of scenarios by
 * what was tested.
 */
public interface KeptFiles {
    /** Which of the names that begin so are needed. */
    interface Needed {
        /** @param prefix of the names; empty for all */
        Set<String> of(String prefix, Set<String> names) throws OutsideFailure;
    }

    /**
     * Removes files that are not needed.
     *
     * @param before files that came later stay
     * @param dry removes nothing, but counts
     */
    Swept sweep(Needed needed, Instant before, boolean dry) throws OutsideFailure;
}
