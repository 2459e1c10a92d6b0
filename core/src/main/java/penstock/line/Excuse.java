package penstock.line;

import java.time.Instant;
import java.util.List;

/**
 * Why a package does not move on.
 *
 * @param reason the kind of wait
 * @param what what waits, in words
 * @param waitsFor packages (projects) or other names; the first ten where there are many
 * @param since when this wait began
 * @param help what would end it
 */
public record Excuse(Reason reason, String what, List<String> waitsFor, Instant since, String help) {
    public Excuse {
        waitsFor = List.copyOf(waitsFor);
    }

    public enum Reason {
        /** One of its repositories can't be used; it is looked at again in the next pass. */
        REPOSITORY,
        /** Other packages were never looked at, and may have to be built first. */
        FIRST_LOOK,
        /** Its spec is being read. */
        SPEC,
        /** Packages that it needs are to be built first. */
        DEPENDENCY,
        /** It is in a cycle of packages that need one another, and another of them goes first. */
        CYCLE,
        /** A passing failure is tried again after a wait. */
        RETRY,
        /** Following is paused; see {@link Pause}. */
        PAUSED,
        /** Its line is not followed any more; see {@link Gone}. */
        UNFOLLOWED,
        /** The disk is nearly full, so no build begins. */
        DISK,
        /** All workers are busy. */
        WORKERS
    }
}
