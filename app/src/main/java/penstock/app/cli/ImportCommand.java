package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What another factory knows, taken over (part 4, D2). */
@Command(name = "import", description = "Takes over what another factory knows.")
final class ImportCommand {
    private final Context context;

    ImportCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "dlrn",
            description =
                    "Takes over a DLRN instance: commits, votes, promotions, users (docs/dlrn.md). The factory must not run.")
    int dlrn(
            @Parameters(paramLabel = "DATABASE", description = "DLRN's database, a SQLite file; it is only read.")
                    Path database,
            @Option(
                            names = "--info",
                            paramLabel = "FILE",
                            description = "DLRN's list of packages, rdo.yml (default: that of the factory).")
                    @Nullable
                    Path info,
            @Option(
                            names = "--repos",
                            paramLabel = "DIR",
                            description =
                                    "DLRN's folder data/repos; without it, repositories are known and not served.")
                    @Nullable
                    Path repositories,
            @Option(
                            names = "--line",
                            paramLabel = "NAME",
                            description = "The line that it becomes (default: the only one).")
                    @Nullable
                    String line,
            @Option(names = "--components", description = "The instance has use_components.") boolean components)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Foreign foreign = new Foreign(
                database,
                Optional.ofNullable(info),
                Optional.ofNullable(repositories),
                Optional.ofNullable(line),
                components);
        Terminal terminal = context.terminal();
        List<String> problems =
                context.parts().takeOver(context.dir(), foreign, text -> terminal.print(Terminal.printable(text)));
        problems.forEach(problem -> terminal.say("penstock: " + Terminal.printable(problem)));
        return (problems.isEmpty() ? ExitStatus.DONE : ExitStatus.MISTAKE).code();
    }
}
