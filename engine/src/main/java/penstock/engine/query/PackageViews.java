package penstock.engine.query;

import java.util.List;
import java.util.Optional;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.line.Task;

/** What pages show of one package. */
public interface PackageViews {
    /** Empty when the line has no such package. */
    Optional<PackageView> find(String line, String project, int limit) throws OutsideFailure;

    /** Its builds, newest first. */
    List<LineViews.BuildLine> history(String line, String project, Optional<String> before, int limit)
            throws OutsideFailure;

    /** All builds of a source commit in a line, of whatever package, newest first. */
    List<LineViews.BuildLine> ofCommit(String line, String source, int limit) throws OutsideFailure;

    /** In which line a build was. */
    Optional<String> lineOf(String build) throws OutsideFailure;

    /**
     * @param pending what is to be built, the next one first, a limited number
     * @param needs packages of the line that it needs, by project
     * @param neededBy packages of the line that need it, by project
     * @param outside names that it requires and that no package of the line provides
     */
    record PackageView(
            LineViews.PackageStanding standing,
            Package pkg,
            List<Task> pending,
            List<Need> needs,
            List<Need> neededBy,
            List<String> outside) {}

    /**
     * A package at the other end of a dependency.
     *
     * @param toBuild whether it is needed to build, not only to run
     * @param name one of the names that connect the two
     */
    record Need(String project, boolean toBuild, String name) {}
}
