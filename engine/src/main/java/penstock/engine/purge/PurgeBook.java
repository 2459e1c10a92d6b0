package penstock.engine.purge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;
import penstock.purge.PurgePlan;

/** What is known of snapshots and builds, and which of them were given up. Every call may be repeated. */
public interface PurgeBook {
    /** All that a decision needs. */
    PurgeFacts facts() throws OutsideFailure;

    /**
     * Decides, and records what is given up, in one transaction with the facts that it is decided on: from then on nothing refers to it,
     * and no build is used again whose artifacts go.
     */
    PurgePlan giveUp(Function<PurgeFacts, PurgePlan> decision) throws OutsideFailure;

    /** The folders of a line's snapshots that were given up. */
    Set<String> purged(String line) throws OutsideFailure;

    /** The lines that ever had a snapshot. */
    List<String> lines() throws OutsideFailure;

    /**
     * Of the artifacts whose SHA-256 begins so, those of builds that were not given up, or later than a moment, and those that were brought
     * here for a build that was not made yet.
     *
     * @param prefix two hex digits
     */
    Set<String> artifacts(String prefix, Instant settled) throws OutsideFailure;

    /** Of these ids, those of builds that were given up. */
    Set<String> givenUp(Set<String> ids) throws OutsideFailure;

    /** Of each line what it has on disk, as far as it was measured. */
    List<DiskUse> use() throws OutsideFailure;

    /** The published snapshots whose folders were not measured yet. */
    List<SnapshotRef> unmeasured() throws OutsideFailure;

    /** Keeps how many bytes the folders of snapshots have. */
    void measured(Map<SnapshotRef, Long> bytes) throws OutsideFailure;
}
