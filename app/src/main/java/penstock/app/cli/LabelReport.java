package penstock.app.cli;

import java.util.Locale;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.text.UtcText;

/** Prints how a label stands. */
final class LabelReport {
    private final Terminal terminal;

    LabelReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(LabelReadings.Standing standing) {
        say(Style.STRONG, standing.line() + " " + standing.label());
        if (standing.shown().isEmpty()) {
            say(Style.PLAIN, "  is nowhere yet");
        }
        for (SnapshotRef ref : standing.shown()) {
            say(Style.PLAIN, "  is " + ref.directory());
        }
        standing.last().ifPresent(this::print);
        if (standing.rule().isEmpty()) {
            say(Style.PLAIN, "  has no rule: it moves by `penstock promote` alone");
            return;
        }
        standing.choices().forEach(choice -> choice.decided().forEach(this::print));
        if (standing.choices().stream().allMatch(choice -> choice.decided().isEmpty())) {
            String source = standing.rule().orElseThrow().source().label();
            say(Style.PLAIN, "  nothing newer came to " + source + ", from which its candidates come");
        }
    }

    private void print(PromotionBook.Entry entry) {
        String reason = entry.promotion().reason();
        String decision =
                entry.promotion().decision().map(id -> ", decision " + id).orElse("");
        say(
                Style.PLAIN,
                "  since " + UtcText.minute(entry.at()) + ", promotion "
                        + entry.promotion().id() + " by " + entry.promotion().by() + decision
                        + (reason.isEmpty() ? "" : ": " + reason));
    }

    void print(Choice.Decided decided) {
        Candidate candidate = decided.inputs().candidate();
        Decision made = decided.decision();
        say(
                style(made.outcome()),
                "  " + made.outcome().name().toLowerCase(Locale.ROOT) + " " + candidate.subject() + ", there since "
                        + UtcText.minute(candidate.since()));
        for (Decision.Finding finding : made.findings()) {
            String help = finding.help().isEmpty() ? "" : "; what helps: " + finding.help();
            say(
                    Style.PLAIN,
                    "    " + finding.standing().name().toLowerCase(Locale.ROOT) + " since "
                            + UtcText.minute(finding.since()) + ": " + finding.words() + help);
        }
    }

    private static Style style(Decision.Outcome outcome) {
        return switch (outcome) {
            case PROMOTE -> Style.GOOD;
            case WAIT -> Style.WARNING;
            case REFUSE -> Style.BAD;
        };
    }

    private void say(Style style, String text) {
        terminal.print(terminal.styled(style, Terminal.printable(text)));
    }
}
