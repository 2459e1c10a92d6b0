package penstock.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.app.terminal.Terminal;
import penstock.config.PurgeConfig;
import penstock.config.Quantity;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes old repositories (A6). */
@Command(name = "purge", description = "Removes old repositories, and the packages and logs that only they had.")
final class PurgeCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "What is younger stays: 30d (default: as purge: in penstock.yaml).")
    private @Nullable String olderThan;

    @Option(
            names = "--keep",
            paramLabel = "NAME",
            description = "A label or a snapshot's folder; the snapshots of the packages in it stay too.")
    private List<String> keep = List.of();

    @Option(names = "--dry-run", description = "Says what would go and why the rest stays, and removes nothing.")
    private boolean dryRun;

    PurgeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Optional<PurgeConfig> config =
                context.parts().config(context.dir()).service().purge();
        List<String> names = new ArrayList<>(keep);
        config.ifPresent(known -> names.addAll(known.keep()));
        List<String> problems = context.parts()
                .purge(
                        context.dir(),
                        new DataFolder.Request.Purge(age(config), names, dryRun),
                        text -> context.terminal().print(Terminal.printable(text)));
        problems.forEach(problem -> context.terminal().say("penstock: " + Terminal.printable(problem)));
        return (problems.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    private Duration age(Optional<PurgeConfig> config) throws UserMistakes {
        if (olderThan == null) {
            return config.map(PurgeConfig::olderThan)
                    .orElseThrow(() -> UserMistakes.argument("older than what?", "penstock purge --older-than 30d"));
        }
        return Quantity.duration(olderThan)
                .map(age -> Duration.ofSeconds(age.toSeconds()))
                .orElseThrow(() -> UserMistakes.argument("not an age: " + olderThan, "write one such as 30d"));
    }
}
