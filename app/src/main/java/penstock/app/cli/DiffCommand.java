package penstock.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.document.LabelDiffDocument;
import penstock.engine.diff.LabelDiff;
import penstock.engine.diff.LabelDiffs;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.problem.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what differs between two labels (docs/promotion.md). */
@Command(
        name = "diff",
        description =
                "Says what differs between two labels or snapshots: packages, the commits between them, and what upstream"
                        + " requires otherwise.")
final class DiffCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A label, a snapshot's folder, or the hash of all components.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "B", description = "What it is compared with, likewise.")
    private String to = "";

    @Option(names = "--line", paramLabel = "L", description = "The release line (default: the only one).")
    private @Nullable String line;

    @Option(names = "--json", description = "Prints JSON (docs/promotion.md).")
    private boolean json;

    DiffCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        try (Readings readings = context.parts().readings(context.dir())) {
            String meant = line(readings.queries());
            LabelDiffs diffs = readings.diffs();
            LabelDiff diff = diffs.between(
                    meant,
                    side(readings, meant, from),
                    side(readings, meant, to),
                    context.parts().requirements().between(context.dir()));
            if (json) {
                context.terminal().print(Json.indented(LabelDiffDocument.of(diff)));
            } else {
                new DiffReport(context.terminal()).print(diff);
            }
            return ExitStatus.DONE.code();
        }
    }

    private String line(Queries queries) throws UserMistakes, OutsideFailure {
        List<String> lines =
                queries.lines().stream().map(Queries.LineOverview::line).toList();
        if (line == null && lines.size() != 1) {
            throw UserMistakes.argument("there are " + lines.size() + " lines", "say --line L");
        }
        String meant = line == null ? lines.getFirst() : line;
        if (!lines.contains(meant)) {
            throw UserMistakes.argument("there is no line " + meant, Spelling.hint(meant, lines));
        }
        return meant;
    }

    private static LabelDiff.Side side(Readings readings, String line, String name)
            throws UserMistakes, OutsideFailure {
        Optional<LabelDiff.Side> side = readings.diffs().side(line, name);
        if (side.isEmpty()) {
            List<String> labels = readings.queries().labels(line).stream()
                    .map(Queries.LabelRow::label)
                    .distinct()
                    .toList();
            throw UserMistakes.argument(line + " has no label or snapshot " + name, Spelling.hint(name, labels));
        }
        return side.orElseThrow();
    }
}
