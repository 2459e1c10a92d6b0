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
     * What the machine tells is hostile, and becomes the notes of evidence: both texts are bounded, and without NUL.
     *
     * @param name what was done, for people; cut after 500 characters
     * @param message why it failed; cut after 1,000 characters
     */
    record Step(String name, boolean ok, double seconds, String message) {
        private static final int LONGEST_NAME = 500;
        private static final int LONGEST_MESSAGE = 1000;

        public Step {
            name = bounded(name, LONGEST_NAME);
            message = bounded(message, LONGEST_MESSAGE);
        }

        private static String bounded(String text, int most) {
            String cut = text.length() <= most ? text : text.substring(0, most - 3) + "...";
            return cut.replace('\0', ' ');
        }
    }
}
