package penstock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.dependents.Effect;
import penstock.dependents.Ending;
import penstock.engine.trial.DependentReport;
import penstock.engine.trial.DependentReport.Dependent;
import penstock.engine.trial.DependentReport.Side;

/** What a new build of a package does to those that need it, for people: who changed, each with its verdict; the others are counted. */
final class DependentsText {
    private final Terminal terminal;
    private final Function<String, Optional<Path>> logs;

    /** @param logs of builds, by their ids */
    DependentsText(Terminal terminal, Function<String, Optional<Path>> logs) {
        this.terminal = terminal;
        this.logs = logs;
    }

    /** A failure is what the new build brings; what could not be judged is no success. */
    static ExitStatus status(DependentReport report) {
        if (!report.build().verdict().succeeded()
                || !report.with(Effect.NEWLY_BROKEN).isEmpty()) {
            return ExitStatus.FAILED;
        }
        boolean judged =
                report.with(Effect.UNDECIDED).isEmpty() && report.problems().isEmpty();
        return judged ? ExitStatus.DONE : ExitStatus.OUTSIDE;
    }

    void print(DependentReport report) {
        report.problems().forEach(problem -> terminal.say(Terminal.printable(problem.toString())));
        String what = report.build().request().pkg().name() + " of " + report.line() + " at "
                + report.build().request().source().shortId();
        if (!report.build().verdict().succeeded()) {
            VerdictText.line(
                    terminal,
                    Style.BAD,
                    "failed",
                    what + ", " + VerdictText.cause(report.build().verdict()));
            VerdictText.evidence(
                    terminal,
                    report.build().verdict(),
                    logs.apply(report.build().request().id()));
            return;
        }
        VerdictText.line(
                terminal,
                Style.GOOD,
                "built",
                what + ": " + report.build().outcome().nevra().orElse(""));
        if (report.current()) {
            terminal.print("current has this very build already: name an earlier commit to see what came since");
            return;
        }
        Stream.of(Effect.values())
                .filter(Effect::isShown)
                .flatMap(effect -> report.with(effect).stream())
                .forEach(this::dependent);
        terminal.print(summary(report));
    }

    private void dependent(Dependent one) {
        String what = one.pkg().name()
                + one.commits()
                        .map(commits -> " at " + commits.source().shortId())
                        .orElse("");
        switch (one.effect()) {
            case NEWLY_BROKEN ->
                shown(
                        Style.BAD,
                        "newly broken",
                        what + ", " + VerdictText.of(one.after().ending()),
                        one.after());
            case NEWLY_FIXED ->
                shown(
                        Style.GOOD,
                        "newly fixed",
                        what + "; before, " + VerdictText.of(one.before().ending()),
                        one.before());
            case UNDECIDED ->
                VerdictText.line(
                        terminal,
                        Style.WARNING,
                        "not judged",
                        what + "; before, " + VerdictText.of(one.before().ending()) + "; after, "
                                + VerdictText.of(one.after().ending()));
            case PASSING, FAILING -> {}
        }
    }

    private void shown(Style style, String word, String text, Side side) {
        VerdictText.line(terminal, style, word, text);
        if (side.ending() instanceof Ending.Judged(var verdict)) {
            VerdictText.evidence(terminal, verdict, side.build().flatMap(logs));
        }
    }

    private static String summary(DependentReport report) {
        int all = report.dependents().size();
        String counts = Stream.of(Effect.values())
                .filter(effect -> !report.with(effect).isEmpty())
                .map(effect -> report.with(effect).size() + " " + words(effect))
                .collect(Collectors.joining(", "));
        return all + (all == 1 ? " package asks" : " packages ask") + " for what it provides"
                + (counts.isEmpty() ? "" : ": " + counts);
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case NEWLY_BROKEN -> "newly broken";
            case NEWLY_FIXED -> "newly fixed";
            case PASSING -> "good with both builds";
            case FAILING -> "failing with both";
            case UNDECIDED -> "not judged";
        };
    }
}
