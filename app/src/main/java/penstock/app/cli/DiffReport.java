package penstock.app.cli;

import java.util.List;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.engine.diff.LabelDiff;

/** Prints what differs between two labels. */
final class DiffReport {
    private final Terminal terminal;

    DiffReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(LabelDiff diff) {
        for (LabelDiff.ComponentDiff component : diff.components()) {
            say(
                    Style.STRONG,
                    diff.line() + (component.component().isEmpty() ? "" : " " + component.component()) + ": "
                            + diff.from().name() + " to " + diff.to().name());
            say(Style.PLAIN, "  from " + (component.from().isEmpty() ? "nowhere" : component.from()));
            say(Style.PLAIN, "  to   " + (component.to().isEmpty() ? "nowhere" : component.to()));
            component.packages().forEach(this::print);
            if (component.more()) {
                say(Style.PLAIN, "  and more packages, which are left out");
            } else if (component.packages().isEmpty()) {
                say(Style.PLAIN, "  no package differs");
            }
        }
    }

    private void print(LabelDiff.PackageDiff pkg) {
        if (pkg.from().isEmpty()) {
            say(Style.GOOD, "  " + pkg.project() + ": came as " + pkg.to());
        } else if (pkg.to().isEmpty()) {
            say(Style.BAD, "  " + pkg.project() + ": went, was " + pkg.from());
        } else {
            say(Style.WARNING, "  " + pkg.project() + ": " + pkg.from() + " -> " + pkg.to());
        }
        print("upstream", pkg.source());
        print("packaging", pkg.distgit());
        LabelDiff.Requirements requirements = pkg.requirements();
        requirements.changes().forEach(change -> say(Style.PLAIN, "    requires " + change));
        if (requirements.more() > 0) {
            say(Style.PLAIN, "    and " + requirements.more() + " more changes of what it requires");
        }
        if (!requirements.problem().isEmpty()) {
            say(Style.PLAIN, "    what it requires otherwise is not known: " + requirements.problem());
        }
    }

    private void print(String of, LabelDiff.Commits commits) {
        print(of + " + ", commits.came());
        print(of + " - ", commits.gone());
        if (commits.more()) {
            say(Style.PLAIN, "    " + of + ": and older ones, which are left out");
        }
        if (!commits.problem().isEmpty()) {
            say(Style.PLAIN, "    " + of + ": " + commits.problem());
        }
    }

    private void print(String before, List<LabelDiff.NamedCommit> commits) {
        commits.forEach(commit -> say(
                Style.PLAIN,
                ("    " + before
                                + commit.id()
                                        .substring(0, Math.min(7, commit.id().length())) + " " + commit.subject())
                        .stripTrailing()));
    }

    private void say(Style style, String text) {
        terminal.print(terminal.styled(style, Terminal.printable(text)));
    }
}
