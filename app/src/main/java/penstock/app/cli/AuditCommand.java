package penstock.app.cli;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import penstock.app.document.Json;
import penstock.app.document.StatusDocument;
import penstock.app.terminal.Table;
import penstock.app.terminal.Terminal;
import penstock.engine.access.AuditTrail;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who asked the factory for what, when, from where, and what came of it. */
@Command(name = "audit", description = "Shows who asked for what, newest first.")
final class AuditCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).",
            defaultValue = "50")
    private int limit;

    @Option(names = "--json", description = "Prints JSON (docs/api.md).")
    private boolean json;

    AuditCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        try (Readings readings = context.parts().readings(context.dir())) {
            List<AuditTrail.Entry> entries = readings.audit().newest(Optional.empty(), Math.max(1, limit));
            if (json) {
                var document = Json.object();
                document.set("audit", Json.array(entries, StatusDocument::audit));
                context.terminal().print(Json.indented(document));
            } else {
                Table table = new Table("WHEN (UTC)", "WHO", "FROM", "WHAT", "ABOUT", "OUTCOME");
                entries.forEach(entry -> table.row(
                        entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                        Terminal.printable(entry.actor().who()),
                        entry.actor().from(),
                        entry.action(),
                        Terminal.printable(entry.target()),
                        Terminal.printable(entry.outcome().isEmpty() ? "under way" : entry.outcome())));
                context.terminal().print(table);
            }
            return ExitStatus.DONE.code();
        }
    }
}
