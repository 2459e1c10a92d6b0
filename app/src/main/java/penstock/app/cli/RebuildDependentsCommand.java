package penstock.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.document.TrialDocument;
import penstock.app.terminal.Terminal;
import penstock.build.BuildOptions;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.trial.DependentReport;
import penstock.engine.trial.DependentTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a new build of a package does to those that need it (issue 4, F). */
@Command(
        name = "rebuild-dependents",
        description =
                "Builds the packages that need a package against a new build of it, beside what current has, and tells"
                        + " which are newly broken or newly fixed. Nothing is published.")
final class RebuildDependentsCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PACKAGE[@COMMIT]",
            description =
                    "By any of its names; COMMIT is an upstream branch, tag or commit that is known here (default: the newest).")
    private String word = "";

    @Option(names = "--line", paramLabel = "L", description = "In this release line.")
    private @Nullable String line;

    @Option(names = "--with-tests", description = "Runs the packages' tests and requires what they need.")
    private boolean withTests;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "So many dependents at the same time (default: build: workers).")
    private @Nullable Integer atOnce;

    @Option(names = "--json", description = "Prints JSON (docs/early-warning.md).")
    private boolean json;

    RebuildDependentsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        if (atOnce != null && (atOnce < 1 || atOnce > 1000)) {
            throw new ParameterException(spec.commandLine(), "--at-once is a number from 1 to 1000");
        }
        int at = word.indexOf('@');
        String name = at < 0 ? word : word.substring(0, at);
        List<ReqsWords.Wanted> wanted = ReqsWords.wanted(ReqsWords.lines(context, line), List.of(name));
        if (wanted.size() > 1 || wanted.getFirst().packages().size() > 1) {
            throw UserMistakes.argument(
                    name + " is in several lines, or is several packages", "say --line L, or the RPM's name");
        }
        try (GracefulStop _ = GracefulStop.ofThisThread();
                Trials trials = context.parts().requirements().trials(context.dir(), context.terminal()::now)) {
            return run(trials, wanted.getFirst(), at < 0 ? Optional.empty() : Optional.of(word.substring(at + 1)))
                    .code();
        }
    }

    private ExitStatus run(Trials trials, ReqsWords.Wanted wanted, Optional<String> commit)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Package pkg = wanted.packages().getFirst();
        trials.look(pkg, text -> context.terminal().say(Terminal.printable(text)));
        DependentTrial.Result result = trials.dependents()
                .of(
                        new DependentTrial.Wanted(
                                wanted.line(),
                                pkg,
                                commit,
                                new BuildOptions(
                                        false, withTests || trials.usual().withTests()),
                                atOnce == null ? trials.workers() : atOnce),
                        new Told(context.terminal()));
        return switch (result) {
            case DependentTrial.Result.Refused(var problems) -> throw new UserMistakes(problems);
            case DependentTrial.Result.Done(DependentReport report) -> {
                if (json) {
                    context.terminal().print(Json.indented(TrialDocument.of(report, trials::log)));
                } else {
                    new DependentsText(context.terminal(), trials::log).print(report);
                }
                yield DependentsText.status(report);
            }
        };
    }

    private record Told(Terminal terminal) implements DependentTrial.Progress {
        @Override
        public void tell(String text) {
            terminal.say(Terminal.printable(text));
        }

        @Override
        public void now(String doing) {
            terminal.now(Terminal.printable(doing));
        }
    }
}
