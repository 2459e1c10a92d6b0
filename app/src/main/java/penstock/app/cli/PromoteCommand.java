package penstock.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionWish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Promotes a label by hand (docs/promotion.md). */
@Command(
        name = "promote",
        description = "Moves a label to a snapshot; of a line with components, in all that are named or in none.")
final class PromoteCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "LABEL", description = "What is promoted; a new one is made.")
    private String label = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TO",
            description =
                    "A label, whose snapshots are meant; a snapshot's folder; or the hash of what a label showed of"
                            + " all components.")
    private List<String> to = List.of();

    @Option(names = "--line", paramLabel = "L", description = "The release line (default: the only one).")
    private @Nullable String line;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the ledger.")
    private String reason = "";

    PromoteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        PromotionWish wish = new PromotionWish.Promote(Optional.ofNullable(line), label, to, reason);
        return Owning.administer(context, "penstock promote", new DataFolder.Request.Promote(wish))
                .code();
    }
}
