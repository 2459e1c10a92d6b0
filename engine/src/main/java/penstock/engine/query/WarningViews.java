package penstock.engine.query;

import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.warning.PackageWarnings;

/** What is known of packages' requirements. */
public interface WarningViews {
    /** Empty for a package that was never looked at. */
    Optional<PackageWarnings> find(String line, String project) throws OutsideFailure;

    /**
     * Those of a line that have warnings or a problem, by project.
     *
     * @param after a project, from behind which on they are given; empty from the first one on
     */
    List<PackageWarnings> open(String line, String after, int limit) throws OutsideFailure;
}
