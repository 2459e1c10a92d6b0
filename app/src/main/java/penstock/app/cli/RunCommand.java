package penstock.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One pass over everything (C7). */
@Command(name = "run", description = "Looks at all repositories once, builds what is new, and publishes it.")
final class RunCommand implements Callable<Integer> {
    private final Context context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Option(names = "--once", description = "One pass; `penstock serve` goes on and on.")
    private boolean once;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        if (!once) {
            throw new ParameterException(spec.commandLine(), "say --once; `penstock serve` goes on and on");
        }
        return switch (Owning.claim(context, context.dir(), "penstock run --once")) {
            case Claimed.Taken taken ->
                Owning.ask(context, taken, new DataFolder.Request.RunOnce()).code();
            case Claimed.Mine(OwnedFactory mine) -> run(mine).code();
        };
    }

    private ExitStatus run(OwnedFactory mine) throws OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        try (OwnedFactory owned = mine) {
            List<LineState> ends = owned.audited().runOnce(Owning.user());
            ends.forEach(end -> summary(terminal, end));
            boolean failing =
                    ends.stream().flatMap(end -> end.packages().stream()).anyMatch(pkg -> !Ends.passing(pkg));
            return failing ? ExitStatus.FAILED : ExitStatus.DONE;
        }
    }

    private static void summary(Terminal terminal, LineState end) {
        long passing = end.packages().stream().filter(Ends::passing).count();
        long failing = end.packages().size() - passing;
        String text = "%s: %d of %d packages are built at their latest commit"
                .formatted(end.name(), passing, end.packages().size());
        terminal.print(terminal.styled(failing == 0 ? Style.GOOD : Style.BAD, text));
        end.packages().stream()
                .filter(pkg -> !Ends.passing(pkg))
                .forEach(pkg -> terminal.print("  " + Ends.why(end, pkg)));
    }
}
