package penstock.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionWish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a label back (docs/promotion.md). */
@Command(
        name = "rollback",
        description =
                "Takes a label back to where it was before its newest promotion. Its rule moves it again when something"
                        + " newer than all that it ever showed has passed.")
final class RollbackCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "LABEL", description = "What goes back.")
    private String label = "";

    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "A promotion of the ledger; `penstock why LABEL` names them.")
    private @Nullable String to;

    @Option(names = "--line", paramLabel = "L", description = "The release line (default: the only one).")
    private @Nullable String line;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the ledger.")
    private String reason = "";

    RollbackCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        PromotionWish wish =
                new PromotionWish.Rollback(Optional.ofNullable(line), label, Optional.ofNullable(to), reason);
        return Owning.administer(context, "penstock rollback", new DataFolder.Request.Promote(wish))
                .code();
    }
}
