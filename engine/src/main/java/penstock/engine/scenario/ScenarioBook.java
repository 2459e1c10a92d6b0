package penstock.engine.scenario;

import java.nio.file.Path;
import penstock.engine.port.OutsideFailure;

/** Outcomes of scenarios with their evidence: log, Puppet's reports, lists of packages and modules. What is kept is never changed. */
public interface ScenarioBook {
    /**
     * @param files a folder of plain files, which is taken over
     * @return where they are now
     */
    Path keep(ScenarioOutcome outcome, Path files) throws OutsideFailure;
}
