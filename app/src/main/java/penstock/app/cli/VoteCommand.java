package penstock.app.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionWish;
import penstock.promote.Evidence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps what a person found out about a snapshot (docs/promotion.md). */
@Command(name = "vote", description = "Keeps a job's result for a snapshot, for the rules of labels to count.")
final class VoteCommand implements Callable<Integer> {
    private final Context context;

    /** What a person may say. */
    enum Result {
        success,
        failure,
        running
    }

    @Parameters(
            index = "0",
            paramLabel = "OF",
            description =
                    "A label, whose snapshots are meant; a snapshot's folder; or the hash of what a label showed of"
                            + " all components.")
    private String of = "";

    @Parameters(index = "1", paramLabel = "JOB", description = "What was tried, as the rules call it.")
    private String job = "";

    @Parameters(index = "2", paramLabel = "RESULT", description = "${COMPLETION-CANDIDATES}.")
    private Result result = Result.running;

    @Option(names = "--line", paramLabel = "L", description = "The release line (default: the only one).")
    private @Nullable String line;

    @Option(names = "--url", paramLabel = "URL", description = "Where its log can be read.")
    private String url = "";

    @Option(names = "--notes", paramLabel = "TEXT", description = "What else there is to say.")
    private String notes = "";

    VoteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        PromotionWish wish = new PromotionWish.Vote(
                Optional.ofNullable(line),
                of,
                job,
                Evidence.Result.valueOf(result.name().toUpperCase(Locale.ROOT)),
                new Evidence.Remarks(url, notes));
        return Owning.administer(context, "penstock vote", new DataFolder.Request.Promote(wish))
                .code();
    }
}
