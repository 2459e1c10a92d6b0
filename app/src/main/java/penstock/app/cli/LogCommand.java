package penstock.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.engine.query.Queries.BuildRow;
import penstock.engine.query.Queries.LineOverview;
import penstock.engine.query.Queries.PackageRow;
import penstock.problem.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The log of a package's newest build, finished or still growing (C6). */
@Command(name = "log", description = "Prints the log of a package's newest build.")
final class LogCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Context context;

    @Parameters(paramLabel = "PACKAGE", description = "The package's project or RPM name.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until the build has ended.")
    private boolean follow;

    @Option(
            names = "--line",
            paramLabel = "L",
            description = "In this release line (default: where it was built last).")
    private @Nullable String line;

    LogCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        try (Readings readings = context.parts().readings(context.dir())) {
            BuildRow build = newest(readings.queries());
            Optional<BuildLogs.Following> log = readings.logs().follow(build.id());
            if (log.isEmpty()) {
                throw UserMistakes.argument(
                        "the build " + build.id() + " of " + name + " has no log any more",
                        "penstock status shows why it failed");
            }
            try (BuildLogs.Following lines = log.get()) {
                print(lines);
            }
            return ExitStatus.DONE.code();
        }
    }

    private void print(BuildLogs.Following log) throws OutsideFailure, InterruptedException {
        Optional<List<String>> lines = log.next(follow ? PATIENCE : Duration.ZERO);
        while (lines.isPresent() && (follow || !lines.get().isEmpty())) {
            lines.get().forEach(context.terminal()::print);
            lines = log.next(follow ? PATIENCE : Duration.ZERO);
        }
    }

    private BuildRow newest(Queries queries) throws UserMistakes, OutsideFailure {
        List<String> known = new ArrayList<>();
        List<BuildRow> builds = new ArrayList<>();
        boolean found = false;
        for (LineOverview overview : queries.lines()) {
            if (line != null && !overview.line().equals(line)) {
                continue;
            }
            for (PackageRow row : queries.packages(overview.line())) {
                Stream.of(row.project(), row.name()).forEach(known::add);
                if (row.project().equals(name) || row.name().equals(name)) {
                    found = true;
                    builds.addAll(queries.builds(overview.line(), Optional.of(row.project()), 1));
                }
            }
        }
        if (!found) {
            throw UserMistakes.argument("no package is called " + name, Spelling.hint(name, known));
        }
        return builds.stream()
                .max(java.util.Comparator.comparing(build -> build.times().started()))
                .orElseThrow(() -> UserMistakes.argument(name + " was never built", "penstock build " + name));
    }
}
