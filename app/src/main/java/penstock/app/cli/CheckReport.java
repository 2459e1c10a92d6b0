package penstock.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import penstock.app.terminal.Terminal;
import penstock.change.Commit;
import penstock.engine.require.LineCheck.PackageCheck;
import penstock.require.answer.AnswerText;
import penstock.require.answer.Checked;

/** What packages' requirements mean for them, for people. */
final class CheckReport {
    private CheckReport() {}

    /** @param all what is fine, too */
    static void print(Terminal terminal, String line, List<PackageCheck> checks, boolean all) {
        checks.forEach(
                one -> one.trees().problems().forEach(problem -> terminal.say(Terminal.printable(problem.toString()))));
        for (PackageCheck one : checks) {
            terminal.print(terminal.styled(
                            Style.STRONG, Terminal.printable(one.trees().pkg().name())) + " in " + line
                    + one.trees()
                            .source()
                            .map(Commit::shortId)
                            .map(id -> " at " + id)
                            .orElse("") + ": " + summary(one));
            Table table = table(one, all);
            if (!table.isEmpty()) {
                terminal.print(table);
            }
            one.unneeded().forEach(hint -> terminal.print(Terminal.printable("hint: " + hint)));
        }
    }

    /** A check that could not be made is no success. */
    static ExitStatus status(List<PackageCheck> checks) {
        if (!checks.stream().allMatch(PackageCheck::isFine)) {
            return ExitStatus.FAILED;
        }
        return checks.stream().allMatch(CheckReport::wasMade) ? ExitStatus.DONE : ExitStatus.MISTAKE;
    }

    private static boolean wasMade(PackageCheck check) {
        return check.trees().source().isPresent() && check.trees().spec().isPresent();
    }

    private static String summary(PackageCheck check) {
        if (check.checked().isEmpty()) {
            return wasMade(check) ? "upstream requires nothing" : "not checked";
        }
        Map<String, Long> counts = check.checked().stream()
                .collect(Collectors.groupingBy(
                        one -> AnswerText.word(one.answer()), LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Table table(PackageCheck check, boolean all) {
        Table table = new Table("REQUIREMENT", "USE", "ANSWER", "PROVIDED", "WHAT", "WHERE");
        for (Checked one : check.checked()) {
            if (all || !one.answer().isFine()) {
                table.row(
                        new Cell(one.declared().requirement().written(), Style.STRONG),
                        Cell.of(one.declared().use().toString()),
                        new Cell(AnswerText.word(one.answer()), RequirementAnswers.style(one.answer())),
                        Cell.of(one.available().offers().stream()
                                .findFirst()
                                .map(Object::toString)
                                .orElse("-")),
                        Cell.of(AnswerText.detail(one)),
                        Cell.of(one.declared().at().toString()));
            }
        }
        return table;
    }

    /** What may be done besides the patch, and what stands in its way, beside the result. */
    static void hints(Terminal terminal, PackageCheck check) {
        check.trees().problems().forEach(problem -> terminal.say(Terminal.printable(problem.toString())));
        for (Checked one : check.checked()) {
            one.hints().forEach(hint -> terminal.say(Terminal.printable("hint: " + hint)));
            if (!one.answer().isFine() && RequirementAnswers.style(one.answer()) == Style.BAD) {
                terminal.say(Terminal.printable(one.declared().requirement().written() + ": "
                        + AnswerText.word(one.answer()) + ": " + AnswerText.detail(one)));
            }
        }
        check.unneeded().forEach(hint -> terminal.say(Terminal.printable("hint: " + hint)));
    }
}
