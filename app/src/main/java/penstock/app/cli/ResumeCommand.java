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

/** Ends a pause (issue 3, B6). */
@Command(name = "resume", description = "Follows again what `penstock pause` paused, and looks at it at once.")
final class ResumeCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "PACKAGE",
            description = "Any of a package's names (default: the line; packages paused by themselves stay so).")
    private List<String> packages = List.of();

    @Option(names = "--line", paramLabel = "L", description = "Only this release line (default: every one).")
    private @Nullable String line;

    ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        FollowChange change = new FollowChange.Resume(Optional.ofNullable(line), packages);
        return Owning.administer(context, "penstock resume", new DataFolder.Request.Follow(change))
                .code();
    }
}
