package penstock.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.engine.access.FollowChange;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pauses following (issue 3, B6). */
@Command(
        name = "pause",
        description = "Looks at nothing and builds nothing new until `penstock resume`; what runs ends, and what is"
                + " asked for by `penstock build` is built.")
final class PauseCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "PACKAGE",
            description = "Any of a package's names (default: the whole line, with packages that come later).")
    private List<String> packages = List.of();

    @Option(names = "--line", paramLabel = "L", description = "Only this release line (default: every one).")
    private @Nullable String line;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Shown to whoever wonders why nothing happens.")
    private String reason = "";

    PauseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        FollowChange change = new FollowChange.Pause(Optional.ofNullable(line), packages, reason);
        return Owning.administer(context, "penstock pause", new DataFolder.Request.Follow(change))
                .code();
    }
}
