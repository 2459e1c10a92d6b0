package penstock.engine.build;

import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;

/** Finds out what a package needs and provides at a pair of commits, before it is built. */
public interface SpecReader {
    /**
     * What the expanded spec says, and for a Python package what its source tree says beside it: requirements that
     * {@code %pyproject_buildrequires} would generate and the {@code python3dist(...)} that the package will provide.
     *
     * @return facts without requirements and provides when the spec can't be read; its build will say why
     */
    SpecFacts read(Package pkg, Commit source, Commit distgit) throws OutsideFailure, InterruptedException;
}
