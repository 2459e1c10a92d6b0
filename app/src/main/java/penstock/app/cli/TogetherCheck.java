package penstock.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioOutcome;
import penstock.engine.scenario.ScenarioRun;

/**
 * Shows on the demo what a deployment test tells: a change of the packaging and one of the Puppet module that only work together pass together,
 * and each fails without the other.
 */
final class TogetherCheck {
    private static final String SCENARIO = "pond";
    private static final int AT_ONCE = 2;

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
     * @return what did not end as it must; empty when all did
     */
    List<String> run(String line, String before, String after) throws OutsideFailure, InterruptedException {
        ScenarioFiles files = scenarios
                .find(SCENARIO)
                .orElseThrow(() -> new OutsideFailure("there is no scenario " + SCENARIO, false));
        SequencedMap<String, Future<ScenarioRun.Ran>> runs = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            runs.put("both changes together", threads.submit(test(files, line, after, after)));
            runs.put("the packaging without the module", threads.submit(test(files, line, after, before)));
            runs.put("the module without the packaging", threads.submit(test(files, line, before, after)));
            for (Map.Entry<String, Future<ScenarioRun.Ran>> run : runs.entrySet()) {
                boolean wanted = run.getKey().equals(runs.firstEntry().getKey());
                ScenarioOutcome outcome = outcome(run.getValue());
                terminal.print(run.getKey() + (wanted ? ", which must pass:" : ", which must fail:"));
                ScenarioCommand.print(terminal, outcome);
                if (outcome.succeeded() != wanted) {
                    wrong.add(run.getKey() + (wanted ? " did not pass" : " did not fail"));
                }
            }
        }
        return wrong;
    }

    private Callable<ScenarioRun.Ran> test(ScenarioFiles files, String line, String packages, String modules) {
        return () -> scenarios.run(
                files,
                scenarios
                        .under(line, packages, modules)
                        .orElseThrow(() -> new OutsideFailure("there is no snapshot " + packages, false)),
                terminal::say);
    }

    private static ScenarioOutcome outcome(Future<ScenarioRun.Ran> run) throws OutsideFailure, InterruptedException {
        try {
            return switch (run.get()) {
                case ScenarioRun.Ran.Done(ScenarioOutcome outcome, var _) -> outcome;
                case ScenarioRun.Ran.Mistakes(var problems) -> throw new OutsideFailure(problems.toString(), false);
            };
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutsideFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
