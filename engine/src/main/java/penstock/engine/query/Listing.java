package penstock.engine.query;

import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries.BuildRow;
import penstock.engine.query.Queries.EventRow;
import penstock.engine.query.Queries.LabelRow;
import penstock.engine.query.Queries.PackageRow;
import penstock.engine.query.Queries.SnapshotRow;

/**
 * Long lists, a slice at a time. A slice begins behind a row's key, not at a count of rows, so that each costs the same however far
 * into the list it is, and none shifts when rows come.
 */
public interface Listing {
    /**
     * What is wanted of a list.
     *
     * @param behind the {@code next} of the slice before; empty for the first
     * @param limit how many rows at most
     */
    record Part(Optional<String> behind, int limit) {}

    /** @param next the key to go on behind; empty at the end of the list */
    record Slice<T>(List<T> rows, Optional<String> next) {
        public Slice {
            rows = List.copyOf(rows);
        }
    }

    /** A line's packages in the distribution's order; keys are numbers. */
    Slice<PackageRow> packages(String line, Part part) throws OutsideFailure;

    /** One package of a line. */
    Optional<PackageRow> pkg(String line, String project) throws OutsideFailure;

    /** A line's builds, newest first, of every package when the project is empty; keys are the builds' ids. */
    Slice<BuildRow> builds(String line, Optional<String> project, Part part) throws OutsideFailure;

    /** A line's snapshots, newest first; keys are numbers. */
    Slice<SnapshotRow> snapshots(String line, Part part) throws OutsideFailure;

    /** The moves of a line's labels, newest first; keys are ids. */
    Slice<LabelRow> labelMoves(String line, Part part) throws OutsideFailure;

    /** A line's events, newest first, of every package when the project is empty; keys are the events' ids. */
    Slice<EventRow> events(String line, Optional<String> project, Part part) throws OutsideFailure;
}
