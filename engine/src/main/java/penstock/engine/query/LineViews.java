package penstock.engine.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.line.Excuse;

/** What pages show of lines as a whole. Every call sees one moment, and costs what it shows, however long the history is. */
public interface LineViews {
    /** Where every line stands, by name. */
    List<Standing> standings() throws OutsideFailure;

    /** Empty when there is no such line. */
    Optional<Overview> overview(String line, Limits limits) throws OutsideFailure;

    /**
     * Packages in the distribution's order.
     *
     * @param after the place of the last one shown before; -1 for the first page
     */
    List<PackageLine> packages(String line, Filter filter, int after, int limit) throws OutsideFailure;

    /** The newest builds of a line, newest first. */
    List<BuildLine> builds(String line, Optional<String> before, int limit) throws OutsideFailure;

    /** What happened, newest first; to one package when it is given. That time passed is left out. */
    List<Queries.EventRow> events(String line, Optional<String> project, Optional<String> before, int limit)
            throws OutsideFailure;

    /**
     * How many rows of each kind an overview shows at most.
     *
     * @param failing packages that fail
     * @param waits packages that wait
     * @param others of everything else
     */
    record Limits(int failing, int waits, int others) {}

    /**
     * @param packages how many the line has
     * @param passing packages whose last processed commit was built with success
     * @param failing packages whose last processed commit failed or is tried again
     * @param never packages never built
     * @param waiting packages with work that waits
     * @param running packages being built or published
     * @param commits that are to be built, those being built included
     */
    record Counts(int packages, int passing, int failing, int never, int waiting, int running, int commits) {}

    /** @param oldest when the oldest commit came that is not built yet; empty when none is left */
    record Standing(String line, Counts counts, Optional<Instant> oldest, List<Queries.LabelRow> labels) {
        public Standing {
            labels = List.copyOf(labels);
        }
    }

    /**
     * @param failing those that fail, in the distribution's order
     * @param waits those that don't move on, the longest waiting first
     * @param behind those with commits that are not built yet, the furthest behind first
     * @param running builds now
     * @param ended the newest that have ended
     */
    record Overview(
            Standing standing,
            List<Failing> failing,
            List<Waiting> waits,
            List<Behind> behind,
            List<BuildLine> running,
            List<BuildLine> ended) {}

    record Failing(String project, Failures failures, Optional<Last> last) {}

    record Waiting(String project, Excuse excuse) {}

    /** @param phase as {@link PackageStanding} has it */
    record Behind(String project, String phase, Backlog backlog) {}

    /** Which packages are shown. */
    record Filter(Kind kind, String text) {
        public enum Kind {
            ALL,
            FAILING,
            WAITING,
            RUNNING,
            BEHIND,
            NEVER
        }
    }

    /**
     * @param place in the distribution's order
     * @param phase {@code WAITING}, {@code BUILDING}, {@code PUBLISHING}, or empty
     * @param last its newest ended build
     */
    record PackageStanding(
            Named named,
            int place,
            String phase,
            Backlog backlog,
            Failures failures,
            Optional<Last> last,
            Optional<Excuse> excuse) {}

    /**
     * A package in a list: what of its {@link PackageStanding} is shown there.
     *
     * @param waits why it does not move on; empty when it does
     */
    record PackageLine(
            String project,
            String component,
            int place,
            String phase,
            Backlog backlog,
            Optional<Last> last,
            String waits) {}

    /**
     * @param project rdoinfo's name
     * @param name the RPM's source package name
     * @param component empty when there is none
     */
    record Named(String project, String name, String component) {}

    /**
     * How far behind upstream a package is.
     *
     * @param pending how many commits are to be built, the one being built included
     * @param since when the oldest of them came
     */
    record Backlog(int pending, Optional<Instant> since) {}

    /**
     * Since when a package fails; of one that doesn't, nothing.
     *
     * @param title of the last failure, shared by all of one cause
     * @param builds how many failed since the last success
     * @param since when the first of them ended
     */
    record Failures(String title, int builds, Optional<Instant> since) {}

    /**
     * @param step that failed, as {@link penstock.build.Step} names it; empty of a success
     * @param failure why, as one sentence; empty of a success
     */
    record Last(String build, String status, Instant ended, String step, String failure) {}

    /**
     * A build in a list.
     *
     * @param kind why it was built, as {@link penstock.line.Task.Kind} names it
     * @param author of the source commit
     * @param step that failed; empty of a success, and while it runs
     * @param failure why, as one sentence
     */
    record BuildLine(Queries.BuildRow row, String kind, String author, String step, String failure) {}
}
