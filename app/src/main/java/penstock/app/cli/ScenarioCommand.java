package penstock.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.SnapshotHolds;
import penstock.engine.promote.PromotionWish;
import penstock.engine.scenario.Deployer;
import penstock.engine.scenario.ScenarioFiles;
import penstock.engine.scenario.ScenarioOutcome;
import penstock.engine.scenario.ScenarioRun;
import penstock.promote.Evidence;
import penstock.repo.RepoLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deploys what is published and tests it (issue 5, B). */
@Command(
        name = "test",
        description =
                "Installs a published repository on a machine of its own, has Puppet deploy, and makes the checks of scenarios.",
        footer = {"", "Exit status 1: a scenario failed. docs/scenarios.md says what is in a scenario."})
final class ScenarioCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "[LINE:]SNAPSHOT|LABEL",
            description = "For instance current, el9s-flamingo:consistent, or a snapshot's folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String what;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "SCENARIO",
            description = "Of the configured project; with a slash, a folder of this machine.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> scenarios;

    @Option(
            names = "--modules",
            paramLabel = "SNAPSHOT|LABEL",
            defaultValue = "",
            description =
                    "Where Puppet modules are from, to find out which side of a change breaks it (default: the same).")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private String modules;

    ScenarioCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        int colon = what.indexOf(':');
        String line = LineFolder.named(context, colon < 0 ? "" : what.substring(0, colon));
        String packages = what.substring(colon + 1);
        Scenarios tests = context.parts().scenarios(context.dir());
        ScenarioRun.Under under = tests.under(line, packages, modules.isEmpty() ? packages : modules)
                .orElseThrow(() -> UserMistakes.argument(
                        line + " has no repository called " + packages
                                + (modules.isEmpty() ? "" : ", or none called " + modules),
                        "penstock status shows labels and snapshots; of a line with components, name"
                                + " component/NAME/LABEL"));
        List<ScenarioFiles> found = new ArrayList<>();
        for (String scenario : scenarios) {
            Optional<ScenarioFiles> files = tests.find(scenario);
            found.add(
                    files.orElseThrow(
                            () -> UserMistakes.argument(
                                    "there is no scenario " + scenario + " in " + tests.where(),
                                    "a scenario is a folder with scenario.yaml; the key scenarios of penstock.yaml says where they are")));
        }
        boolean well = true;
        try (SnapshotHolds.Hold _ = tests.hold(under)) {
            for (ScenarioFiles files : found) {
                well &= run(tests, files, under);
            }
        }
        return (well ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    private boolean run(Scenarios tests, ScenarioFiles files, ScenarioRun.Under under)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return switch (tests.run(files, under, context.terminal()::say)) {
            case ScenarioRun.Ran.Mistakes(var problems) -> throw new UserMistakes(problems);
            case ScenarioRun.Ran.Done(ScenarioOutcome outcome, Path kept) -> {
                print(context.terminal(), outcome);
                context.terminal().print("  kept in " + kept);
                vote(outcome);
                yield outcome.succeeded();
            }
        };
    }

    /** Evidence for the rules of labels, when packages and modules are one snapshot's; the factory's owner keeps it. */
    private void vote(ScenarioOutcome outcome) throws UserMistakes, OutsideFailure, InterruptedException {
        ScenarioOutcome.Subject subject = outcome.subject();
        if (!subject.modules().equals(subject.packages())) {
            context.terminal().print("  no evidence for a label: packages and modules are of two snapshots");
            return;
        }
        String target = context.parts().config(context.dir()).build().target();
        PromotionWish wish = new PromotionWish.Vote(
                Optional.of(RepoLayout.line(target, subject.line())),
                subject.packages(),
                outcome.scenario().name(),
                outcome.succeeded() ? Evidence.Result.SUCCESS : Evidence.Result.FAILURE,
                new Evidence.Remarks("", "penstock test " + outcome.id() + ", content " + subject.digest()));
        Owning.administer(context, "penstock test", new DataFolder.Request.Promote(wish));
    }

    /** An outcome as people read it. */
    static void print(Terminal terminal, ScenarioOutcome outcome) {
        ScenarioOutcome.Subject subject = outcome.subject();
        terminal.print(terminal.styled(
                        outcome.succeeded() ? Style.GOOD : Style.BAD, outcome.succeeded() ? "ok        " : "FAILED    ")
                + " " + outcome.scenario().name() + " on " + subject.line() + "/" + subject.packages()
                + (subject.modules().equals(subject.packages()) ? "" : " with the modules of " + subject.modules()));
        for (Deployer.Step step : outcome.steps()) {
            terminal.print(Terminal.printable("  " + (step.ok() ? "ok    " : "failed") + " "
                    + String.format(Locale.ROOT, "%6.1f s  ", step.seconds()) + step.name()
                    + (step.ok() ? "" : ": " + step.message())));
        }
        outcome.failure()
                .filter(_ -> outcome.steps().stream().allMatch(Deployer.Step::ok))
                .ifPresent(why -> terminal.print(Terminal.printable("  " + why)));
    }
}
