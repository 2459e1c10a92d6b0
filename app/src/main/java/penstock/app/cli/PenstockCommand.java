package penstock.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and the options that all subcommands share. */
@Command(
        name = "penstock",
        description = "Turns what upstream projects commit into a distribution that is known to work.",
        footer = {
            "",
            "Exit status: 0 done, 1 the outcome is a failure, 2 wrong usage, 3 a mistake in what was written,",
            "4 something outside failed, 70 a bug. docs/packages.md says more."
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false)
final class PenstockCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "penstock-data",
            scope = ScopeType.INHERIT,
            description = "The folder of all data (default: ./${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private Path dir;

    Path dir() {
        return dir;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: " + String.join(", ", visible()));
    }

    private Iterable<String> visible() {
        return spec.subcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
