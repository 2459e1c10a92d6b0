package penstock.engine.build;

import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.engine.port.OutsideFailure;

/** Carries out one build. Calling it again with the same request gives an equal outcome. */
public interface PackageBuilder {
    BuildOutcome build(BuildRequest request) throws OutsideFailure, InterruptedException;
}
