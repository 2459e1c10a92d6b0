package penstock.engine.publish;

import java.nio.file.Path;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RpmPackage;

/** Reads what a repository's metadata repeats of an RPM file's header, never its payload and never by running anything of it. */
public interface PackageHeaders {
    /** Empty when the file is not an RPM that can be read. */
    Optional<RpmPackage> describe(Path rpm) throws OutsideFailure;
}
