package penstock.engine.line;

import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;

/** The follower, as the factory uses it. */
@FunctionalInterface
public interface Look {
    /** Looks once at every package of a line; each finding was taken when this returns. */
    void once(ReleaseLine line) throws OutsideFailure, InterruptedException;
}
