package penstock.engine.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.build.Artifact;
import penstock.build.Verdict;
import penstock.engine.port.OutsideFailure;
import penstock.line.Excuse;
import penstock.line.Pause;

/** Reads the state of a data folder, from its owner or from any other process. Every call sees one moment. */
public interface Queries {
    /** Every line, by name. */
    List<LineOverview> lines() throws OutsideFailure;

    /** Every package of a line, in the distribution's order. */
    List<PackageRow> packages(String line) throws OutsideFailure;

    /** What is paused of a line, the line itself first. */
    List<PauseRow> pauses(String line) throws OutsideFailure;

    /** What is gone of a line and was not removed, the line itself first. */
    List<GoneRow> gone(String line) throws OutsideFailure;

    /** The newest builds of a package, newest first; of every package when the project is empty. */
    List<BuildRow> builds(String line, Optional<String> project, int limit) throws OutsideFailure;

    /** One build with all that came of it. */
    Optional<BuildDetail> build(String id) throws OutsideFailure;

    /** The newest snapshots of a line, newest first. */
    List<SnapshotRow> snapshots(String line, int limit) throws OutsideFailure;

    /** Every label of a line that points somewhere. */
    List<LabelRow> labels(String line) throws OutsideFailure;

    /** The newest moves of a line's labels, newest first. */
    List<LabelRow> labelMoves(String line, int limit) throws OutsideFailure;

    /** The newest events, newest first; of every package when the project is empty. */
    List<EventRow> events(String line, Optional<String> project, int limit) throws OutsideFailure;

    /**
     * @param packages how many the line has
     * @param passing packages whose last processed commit was built with success
     * @param failing packages whose last processed commit failed or is tried again
     * @param never packages never built
     * @param waiting packages with work that waits
     * @param running packages being built or published
     */
    record LineOverview(String line, int packages, int passing, int failing, int never, int waiting, int running) {}

    /**
     * @param project rdoinfo's name
     * @param name the RPM's source package name
     * @param pending how many commits are to be built, the one being built included
     * @param phase {@code WAITING}, {@code BUILDING}, {@code PUBLISHING}, or empty
     * @param last its newest ended build
     * @param excuse why it does not move on
     */
    record PackageRow(
            String project,
            String name,
            String component,
            int pending,
            String phase,
            Optional<BuildRow> last,
            Optional<Excuse> excuse) {}

    /**
     * @param id of the build
     * @param commits source and packaging commit, full ids
     * @param subject of the source commit
     * @param attempt counted from 1
     * @param times when it started and ended
     * @param status {@code SUCCESS}, {@code FAILED}, {@code RETRY}; empty while it runs
     */
    record BuildRow(
            String id, String project, Commits commits, String subject, int attempt, Times times, String status) {}

    record Commits(String source, String distgit) {}

    record Times(Instant started, Optional<Instant> ended) {}

    /**
     * @param verdict empty while it runs
     * @param nevra of the source package
     * @param reusedFrom the build whose artifacts these are
     * @param directory of the snapshot that was made for it
     */
    record BuildDetail(
            BuildRow row,
            Optional<Verdict> verdict,
            Optional<String> nevra,
            Optional<String> reusedFrom,
            Optional<String> directory,
            List<Artifact> artifacts) {
        public BuildDetail {
            artifacts = List.copyOf(artifacts);
        }
    }

    /**
     * @param state {@code MADE} (being published), {@code PUBLISHED}, {@code FAILED}, or {@code PURGED}: not there any more, for good
     * @param changed when it came into this state
     * @param message why it failed; else empty
     */
    record SnapshotRow(
            String directory,
            String component,
            String project,
            String build,
            String state,
            Instant changed,
            String message) {}

    /** @param project empty for the whole line */
    record PauseRow(String project, Pause pause) {}

    /**
     * @param project empty for the whole line
     * @param since when it was seen that the distribution names it no more
     */
    record GoneRow(String project, Instant since) {}

    /** @param component empty for a label of the line */
    record LabelRow(String component, String label, String directory, Instant moved) {}

    /** @param project empty for an event of the line */
    record EventRow(String id, Instant at, String kind, String project, String text) {}
}
