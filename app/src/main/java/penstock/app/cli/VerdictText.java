package penstock.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.dependents.Ending;

/** How a build that was tried out ended, for people. */
final class VerdictText {
    private static final int EVIDENCE = 5;
    private static final String BELOW = "              ";

    private VerdictText() {}

    /** {@code build requires: python3dist(x) is wanted by y, and nothing provides it}. */
    static String cause(Verdict verdict) {
        if (verdict.succeeded()) {
            return "built, and it can be installed";
        }
        String step = verdict.step()
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": ")
                .orElse("");
        return step + verdict.cause().map(CauseText::of).orElse("unknown");
    }

    static String of(Ending ending) {
        return switch (ending) {
            case Ending.Judged(Verdict verdict) -> cause(verdict);
            case Ending.Unknown(String why) -> "not known: " + why;
        };
    }

    /** A line that begins with a word. */
    static void line(Terminal terminal, Style style, String word, String text) {
        terminal.print(terminal.styled(style, "%-13s".formatted(word)) + " " + Terminal.printable(text));
    }

    /** The lines of the log that show it, and where the whole log is. */
    static void evidence(Terminal terminal, Verdict verdict, Optional<Path> log) {
        verdict.evidence().stream()
                .limit(EVIDENCE)
                .forEach(shown -> terminal.print(terminal.styled(
                        Style.FAINT, BELOW + shown.number() + ": " + Terminal.printable(shown.text()))));
        log.ifPresent(file ->
                terminal.print(terminal.styled(Style.FAINT, BELOW + "log: " + Terminal.printable(file.toString()))));
    }
}
