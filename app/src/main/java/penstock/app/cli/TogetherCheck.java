package penstock.app.cli;

import java.util.ArrayList;
import java.util.List;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioRun;

/**
 * Shows on the demo what a deployment test tells: of a change of the packaging and one of the Puppet module that only work together each fails without the
 * other. That both together pass the factory finds out meanwhile, as the rule of a label asks for it.
 */
final class TogetherCheck {
    private static final String SCENARIO = "pond";

    private final Terminal terminal;
    private final Scenarios scenarios;

    TogetherCheck(Terminal terminal, Scenarios scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    /**
     * @param line the line's published folder
     * @param before the snapshot from before the change
     * @param after the one that has both
     * @return what did not fail though it must; empty when all did
     */
    List<String> run(String line, String before, String after) throws OutsideFailure, InterruptedException {
        ScenarioFiles files = scenarios
                .find(SCENARIO)
                .orElseThrow(() -> new OutsideFailure("there is no scenario " + SCENARIO, false));
        List<String> wrong = new ArrayList<>();
        fails("the packaging without the module", files, under(line, after, before), wrong);
        fails("the module without the packaging", files, under(line, before, after), wrong);
        return wrong;
    }

    private ScenarioRun.Under under(String line, String packages, String modules) throws OutsideFailure {
        return scenarios
                .under(line, packages, modules)
                .orElseThrow(() -> new OutsideFailure("there is no snapshot " + packages, false));
    }

    private void fails(String what, ScenarioFiles files, ScenarioRun.Under under, List<String> wrong)
            throws OutsideFailure, InterruptedException {
        switch (scenarios.run(files, under, terminal::say)) {
            case ScenarioRun.Ran.Done(var outcome, var _) -> {
                terminal.print(what + ", which must fail:");
                ScenarioCommand.print(terminal, outcome);
                if (outcome.succeeded()) {
                    wrong.add(what + " did not fail");
                }
            }
            case ScenarioRun.Ran.Mistakes(var problems) -> throw new OutsideFailure(problems.toString(), false);
        }
    }
}
