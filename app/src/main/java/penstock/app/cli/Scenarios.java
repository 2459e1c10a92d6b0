package penstock.app.cli;

import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioRun;

/** Deployment tests of what is published. */
public interface Scenarios {
    /**
     * What is under test.
     *
     * @param line the line's published folder
     * @param packages a label or snapshot of it, as {@code penstock export} takes them
     * @param modules the same, of which the modules are; nearly always the same
     * @return empty when there is no repository of one of these names
     */
    Optional<ScenarioRun.Under> under(String line, String packages, String modules) throws OutsideFailure;

    /** A scenario of the configured project, or a folder of this machine where the name has a slash; empty when there is none. */
    Optional<ScenarioFiles> find(String scenario) throws OutsideFailure;

    /** Where it looks, for people. */
    String where();

    /** Keeps what is under test from being purged until the answer is closed, also between runs. */
    SnapshotHolds.Hold hold(ScenarioRun.Under under) throws OutsideFailure, InterruptedException;

    /** @param progress gets a line for each thing that takes long */
    ScenarioRun.Ran run(ScenarioFiles files, ScenarioRun.Under under, Consumer<String> progress)
            throws OutsideFailure, InterruptedException;
}
