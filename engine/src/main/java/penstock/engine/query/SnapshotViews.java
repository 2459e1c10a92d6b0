package penstock.engine.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** What pages show of snapshots and labels. */
public interface SnapshotViews {
    /** Snapshots of a line, newest first. */
    List<Made> made(String line, Optional<Long> before, int limit) throws OutsideFailure;

    /** A snapshot by its folder below the line's. */
    Optional<Made> find(String line, String directory) throws OutsideFailure;

    /** The snapshot of the same component that was made before this one. */
    Optional<Made> before(String line, Made made) throws OutsideFailure;

    /**
     * What a snapshot lists, by project.
     *
     * @param after the last project shown before; empty for the first page
     */
    List<Listed> contents(String line, Made made, String after, int limit) throws OutsideFailure;

    /** What one snapshot lists otherwise than another of its component, by project. */
    List<Differing> difference(String line, Made from, Made to, int limit) throws OutsideFailure;

    /** Moves of a line's labels, newest first. */
    List<Move> moves(String line, Optional<String> before, int limit) throws OutsideFailure;

    /**
     * @param sequence the line's number at that moment
     * @param row the snapshot, with the package and the build that it was made for
     * @param subject of the commit that was built
     */
    record Made(Queries.SnapshotRow row, long sequence, String subject) {}

    /**
     * A package in a snapshot.
     *
     * @param build that its RPMs come from
     * @param nvr of the source package; empty when it was never built with success
     * @param status of the last processed commit
     */
    record Listed(String project, String build, String nvr, String status, Instant succeeded) {}

    /** A package that two snapshots list differently; empty where one does not list it. */
    record Differing(String project, Optional<Listed> from, Optional<Listed> to) {}

    /** @param from where the label pointed before; empty the first time */
    record Move(String id, Queries.LabelRow label, Optional<String> from) {}
}
