package penstock.engine.diff;

import java.util.List;
import java.util.Optional;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;

/** What is stored of packages and their builds. */
public interface PackageHistory {
    /** A package as the line has it now; empty when it has it no more. */
    Optional<Package> pkg(String line, String project) throws OutsideFailure;

    /** A build by its id. */
    Optional<Queries.BuildRow> build(String id) throws OutsideFailure;

    /** Builds of a package, newest first. */
    List<Queries.BuildRow> builds(String line, String project, int limit) throws OutsideFailure;
}
