package penstock.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.doctor.Examination;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import picocli.CommandLine.Command;

/** Says what is missing on this machine and how to get it (A2). */
@Command(
        name = "doctor",
        description = "Looks at what Penstock needs from this machine, and says how to get what is missing.")
final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Examination> all = context.parts().doctor().examine(context.dir());
        Table table = new Table("", "WHAT", "FOUND");
        all.forEach(one -> table.row(mark(one.result()), Cell.of(one.subject()), Cell.of(one.found())));
        context.terminal().print(table);
        all.stream()
                .filter(one -> !one.remedy().isEmpty())
                .forEach(one -> context.terminal().print("\n" + one.subject() + ": " + one.remedy()));
        boolean missing = all.stream().anyMatch(one -> one.result() == Examination.Result.MISSING);
        return (missing ? ExitStatus.FAILED : ExitStatus.DONE).code();
    }

    private static Cell mark(Examination.Result result) {
        return switch (result) {
            case OK -> new Cell("ok", Style.GOOD);
            case WARNING -> new Cell("warning", Style.WARNING);
            case MISSING -> new Cell("missing", Style.BAD);
        };
    }
}
