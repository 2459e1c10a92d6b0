package penstock.engine.build;

import penstock.build.Step;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** The log of one build, written as it comes and readable while it grows. */
public interface BuildLog extends Sandbox.Output {
    /** Marks that what follows belongs to a step. */
    void enter(Step step) throws OutsideFailure;

    /** A line of Penstock's own. */
    void say(String line) throws OutsideFailure;
}
