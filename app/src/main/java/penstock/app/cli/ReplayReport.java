package penstock.app.cli;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import penstock.app.terminal.Terminal;
import penstock.change.Commit;
import penstock.require.replay.GeneratedFigures;
import penstock.require.replay.OfferedLine;
import penstock.require.replay.Replayed;
import penstock.require.replay.StaticFigures;
import penstock.require.replay.TruthLine;

/** What came of replays, for people. */
final class ReplayReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private ReplayReport() {}

    /** @param lines also each line of the truth, and each that was offered and not followed */
    static void print(Terminal terminal, Map<String, Replayed> replays, boolean lines) {
        Map<String, List<Replayed>> rows = new LinkedHashMap<>();
        replays.forEach((name, replay) -> rows.put(name, List.of(replay)));
        if (rows.size() > 1) {
            rows.put("all", List.copyOf(replays.values()));
        }
        terminal.print("Specs that state their requirements");
        terminal.print(stated(rows));
        terminal.print("");
        terminal.print("Specs whose requirements are generated");
        terminal.print(generated(rows));
        if (lines) {
            terminal.print("");
            terminal.print(truth(replays));
            terminal.print("");
            terminal.print(notFollowed(replays));
        }
    }

    private static Table stated(Map<String, List<Replayed>> rows) {
        Table table = new Table(
                "PACKAGE",
                "LINES",
                "NOTICED",
                "RECALL",
                "AGREED",
                "AGREEMENT",
                "TAKEN OUT",
                "AGREED",
                "DAYS",
                "OFFERED",
                "NOT FOLLOWED");
        rows.forEach((name, replays) -> {
            StaticFigures figures = StaticFigures.of(replays);
            table.row(
                    name,
                    text(figures.lines()),
                    text(figures.noticed()),
                    share(figures.noticed(), figures.lines()),
                    text(figures.agreed()),
                    share(figures.agreed(), figures.lines()),
                    text(figures.removed()),
                    text(figures.removedAgreed()),
                    figures.noticed() == 0 ? "-" : text(figures.leadDays()),
                    text(figures.offers().all()),
                    text(figures.offers().notFollowed()));
        });
        return table;
    }

    private static Table generated(Map<String, List<Replayed>> rows) {
        Table table = new Table(
                "PACKAGE", "COMMITS", "CHANGES", "PROVIDED", "TOO OLD", "MISSING", "NOT NEEDED", "FALSE PATCHES");
        rows.forEach((name, replays) -> {
            GeneratedFigures figures = GeneratedFigures.of(replays);
            table.row(
                    name,
                    text(figures.commits()),
                    text(figures.changes()),
                    text(figures.provided()),
                    text(figures.tooOld()),
                    text(figures.missing()),
                    text(figures.beside()),
                    text(figures.falsePatches()));
        });
        return table;
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static Table truth(Map<String, Replayed> replays) {
        Table table = new Table("PACKAGE", "COMMIT", "DAY", "LINE", "WAS", "IS", "OURS", "NOTICED", "AGREES");
        replays.forEach((name, replay) -> replay.truth().forEach(line -> table.row(cells(name, line))));
        return table;
    }

    private static Cell[] cells(String name, TruthLine line) {
        return new Cell[] {
            Cell.of(name),
            Cell.of(line.by().shortId()),
            Cell.of(DAY.format(line.by().committed())),
            Cell.of(line.key().toString()),
            Cell.of(bounds(line.was())),
            Cell.of(bounds(line.is())),
            Cell.of(line.unneeded() ? "may go" : bounds(line.ours())),
            Cell.of(line.noticed().map(Commit::shortId).orElse("-")),
            line.agrees() ? new Cell("yes", Style.GOOD) : new Cell("no", Style.BAD)
        };
    }

    static String bounds(SortedSet<String> bounds) {
        return bounds.isEmpty()
                ? "-"
                : String.join(
                        " and ",
                        bounds.stream().map(one -> one.isEmpty() ? "any" : one).toList());
    }

    private static Table notFollowed(Map<String, Replayed> replays) {
        Table table = new Table("PACKAGE", "OFFERED AND NOT FOLLOWED", "BOUND");
        replays.forEach((name, replay) ->
                replay.offered().stream().filter(one -> !one.followed()).forEach(one -> table.row(offered(name, one))));
        return table;
    }

    private static String[] offered(String name, OfferedLine line) {
        return new String[] {name, line.key().toString(), bounds(line.ours())};
    }
}
