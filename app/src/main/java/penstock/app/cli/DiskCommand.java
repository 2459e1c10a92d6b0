package penstock.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.document.Json;
import penstock.app.terminal.Table;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.DiskUse;
import penstock.text.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What each line has on disk (A6). */
@Command(name = "disk", description = "Shows what each release line has on disk.")
final class DiskCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--json", description = "Prints JSON (docs/operate.md), sizes in bytes.")
    private boolean json;

    DiskCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        List<DiskUse> lines = context.parts().disk(context.dir());
        if (json) {
            var document = Json.object();
            document.set(
                    "lines",
                    Json.array(
                            lines,
                            use -> Json.object()
                                    .put("line", use.line())
                                    .put("snapshots", use.snapshots())
                                    .put("metadata", use.metadata())
                                    .put("packages", use.packages())
                                    .put("logs", use.logs())
                                    .put("total", use.total())));
            context.terminal().print(Json.indented(document));
        } else {
            Table table = new Table("LINE", "SNAPSHOTS", "METADATA", "PACKAGES", "LOGS", "TOTAL");
            lines.forEach(use -> table.row(
                    use.line(),
                    Integer.toString(use.snapshots()),
                    Size.text(use.metadata()),
                    Size.text(use.packages()),
                    Size.text(use.logs()),
                    Size.text(use.total())));
            context.terminal().print(table);
        }
        return ExitStatus.DONE.code();
    }
}
