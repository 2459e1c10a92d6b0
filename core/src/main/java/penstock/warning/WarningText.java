package penstock.warning;

import java.util.List;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.notice.PlainText;
import penstock.problem.SourcePosition;

/**
 * A warning in words: a subject that can be read in a list of mails, and plain text with the answer first. Text of packages has its control
 * characters replaced, as it goes to a terminal as well as to a mail's header; a patch keeps its tabs and line ends.
 */
public final class WarningText {
    private static final int LONGEST_SUBJECT = 150;
    private static final int MOST_LINES = 12;
    private static final int LONGEST_PATCH = 16_000;

    private final WarningNotice notice;
    private final Warning warning;
    private final StringBuilder text = new StringBuilder();

    private WarningText(WarningNotice notice) {
        this.notice = notice;
        this.warning = notice.warning();
    }

    /** One line: {@code [flamingo] python-oslo-config now requires wrapt>=2.1: what is provided is too old}. */
    public static String subject(WarningNotice notice) {
        Unmet unmet = notice.warning().unmet();
        String start = "[" + notice.line() + "] " + notice.pkg().name();
        String asks = unmet.requires().isEmpty()
                ? unmet.subject().name()
                : unmet.requires().getFirst().replaceFirst(" \\([^)]*\\)$", "");
        boolean mayGo = unmet.meaning() == Unmet.Meaning.MAY_GO;
        String all = switch (notice.kind()) {
            case OPENED ->
                start
                        + (mayGo
                                ? " no longer requires "
                                : notice.warning().proposed() ? " may soon require " : " now requires ")
                        + asks + ": " + unmet.meaning().words();
            case UPDATED ->
                start + (mayGo ? " no longer requires " : " requires ") + asks + " (updated): "
                        + unmet.meaning().words();
            case WITHDRAWN ->
                mayGo
                        ? start + " requires " + asks + " again"
                        : start + (tookBack(notice) ? " no longer requires " : " has what it requires: ") + asks;
        };
        String clean = PlainText.clean(all);
        return clean.length() > LONGEST_SUBJECT ? clean.substring(0, LONGEST_SUBJECT - 3) + "..." : clean;
    }

    private boolean mayGo() {
        return warning.unmet().meaning() == Unmet.Meaning.MAY_GO;
    }

    private static boolean tookBack(WarningNotice notice) {
        return notice.why().map(Shift::easing).orElse(true);
    }

    /** @param link where the package is shown; empty where no address is known */
    public static String body(WarningNotice notice, String link) {
        return new WarningText(notice).body(link);
    }

    /** What is said of a proposed change where it is reviewed: without what only who packages it can do. */
    public static String comment(WarningNotice notice) {
        WarningText text = new WarningText(notice);
        text.opening();
        if (notice.kind() != WarningNotice.Kind.WITHDRAWN) {
            text.meaning();
        }
        return text.text.toString();
    }

    private String body(String link) {
        opening();
        changed();
        if (notice.kind() != WarningNotice.Kind.WITHDRAWN) {
            meaning();
            remedy();
        }
        section("Package");
        line(notice.pkg().source().url());
        line(notice.pkg().distgit().url() + " at " + notice.commits().distgit().shortId());
        if (!link.isEmpty()) {
            line(link);
        }
        text.append(
                "\nYou are told of this once, again when upstream asks for something else, and when it is taken back.\n");
        return text.toString();
    }

    private void opening() {
        Package pkg = notice.pkg();
        if (mayGo()) {
            boolean again = notice.kind() == WarningNotice.Kind.WITHDRAWN;
            text.append(PlainText.cut(
                            pkg.name() + " in " + notice.line() + (again ? " requires " : " does not require ")
                                    + warning.subject().name() + (again ? " again" : " any more")
                                    + ". Nothing has to be done."))
                    .append('\n');
            return;
        }
        String asks = String.join(", ", warning.unmet().requires());
        String name = pkg.name() + " in " + notice.line();
        text.append(PlainText.cut(
                switch (notice.kind()) {
                    case WITHDRAWN ->
                        "Nothing has to be done any more: "
                                + (tookBack(notice)
                                        ? "upstream took back or changed what " + name + " was to require: "
                                        : name + " is provided with what it requires: ")
                                + asks + ".";
                    case OPENED, UPDATED ->
                        warning.proposed()
                                ? "A proposed change makes " + name + " require " + asks + "."
                                : name + " requires " + asks + " now. Nothing has failed yet.";
                }));
        text.append('\n');
    }

    private void changed() {
        section("What changed");
        if (warning.proposed()) {
            line("proposed: " + warning.change());
        }
        notice.why().ifPresent(shift -> {
            for (Commit commit : shift.commits()) {
                line(commit.shortId() + "  " + commit.subject() + ", by " + commit.author());
            }
            lines(shift.details(), "");
            lines(shift.where().stream().map(WarningText::place).toList(), "");
        });
    }

    private static String place(SourcePosition at) {
        return at + ": " + at.text().strip();
    }

    private void meaning() {
        Unmet unmet = warning.unmet();
        section("What it means here");
        lines(unmet.says(), "");
        lines(unmet.reach().labels(), "provided by ");
        lines(unmet.reach().without(), "not met with the label ");
        lines(unmet.reach().packages(), "in the way: ");
        lines(unmet.reach().constraints(), "");
        lines(unmet.reach().hints(), "hint: ");
    }

    private void remedy() {
        Unmet unmet = warning.unmet();
        String project = notice.pkg().project();
        if (!unmet.remedy().patch().isEmpty()) {
            section("The patch of the spec");
            block(unmet.remedy().patch());
        }
        if (!unmet.remedy().skeleton().isEmpty()) {
            section("A spec to begin with");
            block(unmet.remedy().skeleton());
        }
        section("To try it");
        if (!warning.proposed() && !mayGo()) {
            if (unmet.remedy().patch().isEmpty()) {
                line("penstock build " + project + "@"
                        + notice.commits().source().id() + " --line " + notice.line());
            } else {
                line("penstock reqs patch " + project + " --line " + notice.line() + " | git apply");
                line("penstock build " + project + " --line " + notice.line() + " --with-patch");
            }
        }
        line("penstock reqs check " + project + " --line " + notice.line());
    }

    private void section(String title) {
        text.append('\n').append(title).append(":\n");
    }

    private void line(String line) {
        text.append("  ").append(PlainText.cut(line)).append('\n');
    }

    private void lines(List<String> lines, String start) {
        lines.stream().limit(MOST_LINES).forEach(one -> line(start + one));
        if (lines.size() > MOST_LINES) {
            line(start + "and " + (lines.size() - MOST_LINES) + " more");
        }
    }

    private void block(String block) {
        String cut = block.length() > LONGEST_PATCH ? block.substring(0, LONGEST_PATCH) + "\n(cut)\n" : block;
        cut.lines().forEach(one -> text.append(PlainText.cleanLine(one)).append('\n'));
    }
}
