package penstock.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import penstock.app.document.DigestDocument;
import penstock.app.document.Json;
import penstock.app.terminal.Terminal;
import penstock.digest.WeeklyDigest;
import penstock.digest.WeeklyText;
import penstock.engine.digest.DigestReadings;
import penstock.engine.port.OutsideFailure;
import penstock.week.Week;
import penstock.week.WeekTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what a week brought, as the mail of the week does (docs/operate.md). */
@Command(
        name = "digest",
        description = "Says what a week brought: what moved, what broke and was mended, who waits for whom.")
final class DigestCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--line", paramLabel = "L", description = "Only this release line (default: every one).")
    private @Nullable String line;

    @Option(
            names = "--week",
            paramLabel = "DAY",
            description = "The week that this day is in, such as 2026-11-23 (default: the seven days until now).")
    private @Nullable String day;

    @Option(names = "--json", description = "Prints JSON (docs/operate.md).")
    private boolean json;

    DigestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        Optional<LocalDate> within = Optional.ofNullable(day).flatMap(WeekTime::day);
        if (day != null && within.isEmpty()) {
            throw UserMistakes.argument("--week is a day, not " + day, "write one of that week: 2026-11-23");
        }
        WeekTime time = within.isEmpty()
                ? WeekTime.MONDAY
                : context.parts().config(context.dir()).service().weekEnd();
        try (Readings readings = context.parts().readings(context.dir())) {
            DigestReadings digests = readings.digests();
            Week week = digests.week(time, within);
            List<WeeklyDigest> all = new ArrayList<>();
            for (String one : LinesMeant.of(readings.queries(), line)) {
                all.add(digests.of(one, week));
            }
            print(all);
            return ExitStatus.DONE.code();
        }
    }

    private void print(List<WeeklyDigest> digests) {
        if (json) {
            ObjectNode document = Json.object();
            document.set("digests", Json.array(digests, DigestDocument::of));
            context.terminal().print(Json.indented(document));
            return;
        }
        context.terminal()
                .print(digests.stream()
                        .map(WeeklyText::body)
                        .map(text -> text.lines().map(Terminal::printable).collect(Collectors.joining("\n")))
                        .collect(Collectors.joining("\n\n")));
    }
}
