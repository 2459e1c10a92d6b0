package penstock.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.app.document.RequirementsDocument.NamedCommit;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import penstock.app.terminal.Terminal;
import penstock.change.Commit;
import penstock.engine.require.RequirementRange;
import penstock.engine.require.RequirementRange.Changed;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.require.Declared;
import penstock.require.RequirementChange;
import penstock.require.RequirementChange.Detail;
import penstock.require.RequirementChange.Kind;
import penstock.require.Use;

/** What changed between two commits, for people. */
final class RangeReport {
    private static final List<String> HEADINGS = List.of("REQUIREMENT", "USE", "CHANGE", "WAS", "IS", "WHERE");
    private static final List<String> WITH_COMMITS = Stream.concat(
                    HEADINGS.stream(), Stream.of("COMMIT", "AUTHOR", "SUBJECT"))
            .toList();

    private final NamedCommit old;
    private final NamedCommit latest;
    private final RequirementRange range;

    RangeReport(CommitRange names, Commit old, Commit latest, RequirementRange range) {
        this.old = new NamedCommit(names.old(), old);
        this.latest = new NamedCommit(names.latest(), latest);
        this.range = range;
    }

    List<NamedCommit> named() {
        return List.of(old, latest);
    }

    /** All of the later commit, and what could be read only there; each file as {@code git show} takes its name. */
    List<Problem> problems() {
        List<Problem> later = range.after().problems();
        List<Problem> problems = new ArrayList<>();
        range.before().problems().stream()
                .filter(one -> later.stream().noneMatch(other -> same(one, other)))
                .forEach(one -> problems.add(in(old, one)));
        later.forEach(one -> problems.add(in(latest, one)));
        return problems;
    }

    private static boolean same(Problem a, Problem b) {
        return a.message().equals(b.message())
                && a.at().file().equals(b.at().file())
                && a.at().text().equals(b.at().text());
    }

    private static Problem in(NamedCommit commit, Problem problem) {
        SourcePosition at = problem.at();
        return new Problem(
                problem.severity(),
                problem.message(),
                new SourcePosition(commit.name() + ":" + at.file(), at.line(), at.column(), at.text()),
                problem.hint());
    }

    ExitStatus status() {
        return range.after().problems().stream().anyMatch(Problem::isError) ? ExitStatus.MISTAKE : ExitStatus.DONE;
    }

    void print(Terminal terminal) {
        problems().forEach(problem -> terminal.say(Terminal.printable(problem.toString())));
        terminal.print(Terminal.printable(shown(old) + " to " + shown(latest) + ", " + range.commits()
                + (range.commits() == 1 ? " commit: " : " commits: ") + summary()));
        if (!range.changes().isEmpty()) {
            terminal.print(table());
        }
    }

    private static String shown(NamedCommit named) {
        String id = named.commit().shortId();
        return named.name().startsWith(id) ? id : named.name() + " (" + id + ")";
    }

    private String summary() {
        if (range.changes().isEmpty()) {
            return "no requirement changed";
        }
        long added = count(Kind.ADDED);
        long removed = count(Kind.REMOVED);
        return added + " added, " + (range.changes().size() - added - removed) + " changed, " + removed + " removed";
    }

    private long count(Kind kind) {
        return range.changes().stream().filter(one -> one.change().is(kind)).count();
    }

    private Table table() {
        boolean several = range.commits() != 1;
        Table table = new Table((several ? WITH_COMMITS : HEADINGS).toArray(String[]::new));
        for (Changed one : range.changes()) {
            if (!several) {
                table.row(cells(one.change()).toArray(Cell[]::new));
                continue;
            }
            List<Cell> cells = cells(one.change());
            for (List<Cell> by : commits(one.by())) {
                table.row(Stream.concat(cells.stream(), by.stream()).toArray(Cell[]::new));
                cells = HEADINGS.stream().map(_ -> Cell.of("")).toList();
            }
        }
        return table;
    }

    private static List<List<Cell>> commits(List<Commit> by) {
        return by.isEmpty()
                ? List.of(List.of(Cell.of("-"), Cell.of(""), Cell.of("")))
                : by.stream()
                        .map(commit -> List.of(
                                Cell.of(commit.shortId()),
                                Cell.of(commit.author().replaceFirst(" <[^>]*>$", "")),
                                Cell.of(commit.subject())))
                        .toList();
    }

    private List<Cell> cells(RequirementChange change) {
        String words = change.details().stream()
                .map(detail -> word(detail.kind()))
                .distinct()
                .collect(Collectors.joining(", "));
        return List.of(
                new Cell(change.name(), Style.STRONG),
                Cell.of(use(change)),
                new Cell(words, style(change)),
                Cell.of(change.before().map(RangeReport::taken).orElse("-")),
                Cell.of(change.after().map(RangeReport::taken).orElse("-")),
                Cell.of((change.after().isEmpty() ? old.name() + ":" : "") + change.at()));
    }

    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String use(RequirementChange change) {
        Use after = change.subject().use();
        return change.before()
                .map(Declared::use)
                .filter(before -> !before.equals(after))
                .map(before -> before + " -> " + after)
                .orElseGet(after::toString);
    }

    /** What of it is taken: versions, extras, the marker, the source; without the name. */
    private static String taken(Declared one) {
        String taken =
                one.requirement().written().substring(one.name().length()).strip();
        return taken.isEmpty() ? "any" : taken;
    }

    /** New, gone, or asking for more than before: what may need a packager's hand. */
    private static Style style(RequirementChange change) {
        return change.details().stream()
                .map(Detail::kind)
                .map(kind -> switch (kind) {
                    case ADDED -> Style.GOOD;
                    case REMOVED -> Style.BAD;
                    case RAISED, CAPPED, CAP_LOWERED, EXCLUDED -> Style.WARNING;
                    default -> Style.PLAIN;
                })
                .filter(style -> style != Style.PLAIN)
                .findFirst()
                .orElse(Style.PLAIN);
    }
}
