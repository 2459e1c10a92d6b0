package penstock.engine.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.scenario.Scenario;

/** Has Puppet deploy on a machine, twice, and makes the checks. */
public interface Deployer {
    Deployed deploy(TestMachine machine, Work work, Sandbox.Output log) throws OutsideFailure, InterruptedException;

    /**
     * @param files the folder of the scenario's files
     * @param archives of the modules that Puppet sees
     * @param results gets what the deployment leaves: Puppet's reports, the lists of packages and modules
     */
    record Work(Scenario scenario, Path files, List<Path> archives, Path results) {}

    /**
     * @param steps as far as it came, in their order
     * @param failure why it did not come to its end, when it is no step's own: a limit, in words
     */
    record Deployed(List<Step> steps, Optional<String> failure) {
        public Deployed {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param name what was done, for people
     * @param message why it failed
     */
    record Step(String name, boolean ok, double seconds, String message) {}
}
