package penstock.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import penstock.app.document.Json;
import penstock.app.document.StatusDocument;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import penstock.app.terminal.Terminal;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.engine.query.Queries.BuildRow;
import penstock.engine.query.Queries.GoneRow;
import penstock.engine.query.Queries.LabelRow;
import penstock.engine.query.Queries.LineOverview;
import penstock.engine.query.Queries.PackageRow;
import penstock.engine.query.Queries.PauseRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is built, what failed and why (C7); starts in well under half a second (F3), so it opens nothing but the database. */
@Command(name = "status", description = "Shows what is built, what failed, what waits, and why.")
final class StatusCommand implements Callable<Integer> {
    private static final int LISTED = 40;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Context context;

    @Option(
            names = "--all",
            description = "Lists every package; otherwise a line with many lists those that need a look.")
    private boolean all;

    @Option(names = "--json", description = "Prints JSON (docs/packages.md).")
    private boolean json;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        try (Readings readings = context.parts().readings(context.dir())) {
            Queries queries = readings.queries();
            List<LineNow> lines = new ArrayList<>();
            for (LineOverview overview : queries.lines()) {
                lines.add(line(queries, overview));
            }
            if (json) {
                ObjectNode document = Json.object();
                document.set("lines", Json.array(lines, StatusCommand::lineNode));
                context.terminal().print(Json.indented(document));
            } else {
                lines.forEach(this::print);
            }
            return ExitStatus.DONE.code();
        }
    }

    private record LineNow(
            LineOverview overview,
            List<LabelRow> labels,
            List<PauseRow> pauses,
            List<GoneRow> gone,
            List<PackageNow> packages) {}

    /** @param cause why the last build failed; empty when it did not */
    private record PackageNow(PackageRow row, String cause) {
        boolean settled() {
            return row.pending() == 0
                    && row.excuse().isEmpty()
                    && row.last()
                            .filter(last -> last.status().equals("SUCCESS"))
                            .isPresent();
        }
    }

    private static LineNow line(Queries queries, LineOverview overview) throws OutsideFailure {
        List<PackageNow> packages = new ArrayList<>();
        for (PackageRow row : queries.packages(overview.line())) {
            packages.add(new PackageNow(row, cause(queries, row)));
        }
        return new LineNow(
                overview,
                queries.labels(overview.line()),
                queries.pauses(overview.line()),
                queries.gone(overview.line()),
                packages);
    }

    private static String cause(Queries queries, PackageRow row) throws OutsideFailure {
        Optional<BuildRow> failed = row.last().filter(last -> !last.status().equals("SUCCESS"));
        return failed.isEmpty()
                ? ""
                : queries.build(failed.get().id())
                        .flatMap(Queries.BuildDetail::verdict)
                        .map(StatusDocument::cause)
                        .orElse("");
    }

    private void print(LineNow line) {
        Terminal terminal = context.terminal();
        LineOverview now = line.overview();
        terminal.print(terminal.styled(Style.STRONG, now.line())
                + ": %d packages, %d built, %d failed, %d never built, %d waiting, %d running"
                        .formatted(
                                now.packages(),
                                now.passing(),
                                now.failing(),
                                now.never(),
                                now.waiting(),
                                now.running()));
        line.labels()
                .forEach(label -> terminal.print(
                        "  %s -> %s (%s)".formatted(labelName(label), label.directory(), TIME.format(label.moved()))));
        line.pauses().stream()
                .filter(pause -> pause.project().isEmpty())
                .forEach(pause -> terminal.print("  " + terminal.styled(Style.WARNING, paused(now, pause))));
        line.gone().forEach(gone -> terminal.print("  " + terminal.styled(Style.WARNING, gone(now, gone))));
        boolean every = all || line.packages().size() <= LISTED;
        Table table = new Table("PACKAGE", "LAST", "COMMIT", "ENDED (UTC)", "NOW");
        line.packages().stream().filter(pkg -> every || !pkg.settled()).forEach(pkg -> row(table, pkg));
        if (!table.isEmpty()) {
            terminal.print(table);
        }
    }

    private static String paused(LineOverview line, PauseRow pause) {
        return Terminal.printable(pause.pause().words() + ", since "
                + TIME.format(pause.pause().since()) + "; penstock resume --line " + line.line());
    }

    private static String gone(LineOverview line, GoneRow gone) {
        String what = gone.project().isEmpty()
                ? "the line is not followed any more"
                : gone.project() + " is not in the distribution any more";
        return Terminal.printable(what + ", since " + TIME.format(gone.since()) + "; penstock remove --line "
                + (line.line() + " " + gone.project()).strip());
    }

    private static void row(Table table, PackageNow pkg) {
        Optional<BuildRow> last = pkg.row().last();
        table.row(
                Cell.of(pkg.row().name()),
                last.map(build -> mark(build.status())).orElse(Cell.of("-")),
                Cell.of(last.map(build -> build.commits().source().substring(0, 7))
                        .orElse("-")),
                Cell.of(last.flatMap(build -> build.times().ended())
                        .map(TIME::format)
                        .orElse("-")),
                Cell.of(now(pkg)));
    }

    private static Cell mark(String status) {
        return switch (status) {
            case "SUCCESS" -> new Cell("built", Style.GOOD);
            case "RETRY" -> new Cell("retried", Style.WARNING);
            default -> new Cell("failed", Style.BAD);
        };
    }

    private static String now(PackageNow pkg) {
        PackageRow row = pkg.row();
        String phase = row.phase().toLowerCase(Locale.ROOT);
        String more = row.pending() > 1 ? " (" + row.pending() + " commits)" : "";
        String why =
                row.excuse().map(excuse -> excuse.what() + "; " + excuse.help()).orElse(pkg.cause());
        return phase.isEmpty() ? why : phase + more + (why.isEmpty() ? "" : ": " + why);
    }

    private static String labelName(LabelRow label) {
        return label.component().isEmpty() ? label.label() : label.component() + "/" + label.label();
    }

    private static ObjectNode lineNode(LineNow line) {
        ObjectNode node = StatusDocument.line(line.overview());
        node.set("labels", Json.array(line.labels(), StatusDocument::label));
        node.set("paused", Json.array(line.pauses(), StatusDocument::pause));
        node.set("gone", Json.array(line.gone(), StatusDocument::gone));
        node.set("projects", Json.array(line.packages(), pkg -> StatusDocument.pkg(pkg.row(), pkg.cause())));
        return node;
    }
}
