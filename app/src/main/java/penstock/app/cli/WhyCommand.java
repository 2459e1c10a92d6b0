package penstock.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.document.LabelDocument;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.problem.Spelling;
import penstock.promote.Decision;
import penstock.promote.Decisions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a label is where it is (docs/promotion.md). */
@Command(
        name = "why",
        description =
                "Says why a label is where it is: for each candidate what it waits for, since when, and what would"
                        + " help.")
final class WhyCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "LABEL", description = "current-passed-ci")
    private String label = "";

    @Option(names = "--line", paramLabel = "L", description = "Only this release line (default: every one).")
    private @Nullable String line;

    @Option(
            names = "--decision",
            paramLabel = "ID",
            description = "Shows a decision of the ledger, and makes it again from what it was made of.")
    private @Nullable String decision;

    @Option(names = "--json", description = "Prints JSON (docs/promotion.md).")
    private boolean json;

    WhyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        try (Readings readings = context.parts().readings(context.dir())) {
            List<String> meant = LinesMeant.of(readings.queries(), line);
            ExitStatus status =
                    decision == null ? standing(readings.labels(), meant) : again(readings.labels(), meant, decision);
            return status.code();
        }
    }

    private ExitStatus standing(LabelReadings labels, List<String> lines) throws UserMistakes, OutsideFailure {
        List<LabelReadings.Standing> found = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (String one : lines) {
            LabelReadings.Standing standing = labels.standing(one, label);
            if (standing.isUnknown()) {
                known.addAll(labels.labels(one));
            } else {
                found.add(standing);
            }
        }
        if (found.isEmpty()) {
            throw UserMistakes.argument("no line has a label " + label, Spelling.hint(label, known));
        }
        if (json) {
            ObjectNode document = Json.object();
            document.set("labels", Json.array(found, LabelDocument::standing));
            context.terminal().print(Json.indented(document));
        } else {
            LabelReport report = new LabelReport(context.terminal());
            found.forEach(report::print);
        }
        return ExitStatus.DONE;
    }

    private ExitStatus again(LabelReadings labels, List<String> lines, String id) throws UserMistakes, OutsideFailure {
        for (String one : lines) {
            Optional<PromotionBook.Stored> found = labels.decision(one, id);
            if (found.isPresent()) {
                PromotionBook.Stored stored = found.orElseThrow();
                new LabelReport(context.terminal()).print(stored.decided());
                Decision again = Decisions.decide(stored.inputs());
                boolean same = again.equals(stored.decision());
                context.terminal()
                        .print(same ? "  made again: the same" : "  made again: another one: " + again.outcome());
                return same ? ExitStatus.DONE : ExitStatus.FAILED;
            }
        }
        throw UserMistakes.argument("there is no decision " + id, "`penstock why LABEL` names that of its promotion");
    }
}
