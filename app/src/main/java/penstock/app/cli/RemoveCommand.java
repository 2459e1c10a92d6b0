package penstock.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import penstock.engine.access.FollowChange;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets what is gone (issue 3, B6). */
@Command(
        name = "remove",
        description =
                "Forgets a package, or a whole line, that the distribution names no more; its history and labels stay.")
final class RemoveCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "PACKAGE",
            description = "As penstock status names it (default: the whole line).")
    private List<String> packages = List.of();

    @Option(names = "--line", paramLabel = "L", required = true, description = "The release line.")
    private String line = "";

    RemoveCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        FollowChange change = new FollowChange.Remove(Optional.of(line), packages);
        return Owning.administer(context, "penstock remove", new DataFolder.Request.Follow(change))
                .code();
    }
}
