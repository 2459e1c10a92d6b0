package penstock.notice;

import java.util.List;
import java.util.Locale;
import penstock.build.BuildRequest;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.change.Commit;

/**
 * A notice in words: a subject that can be read in a list of mails, and plain text with the cause first. Text of packages has its
 * control characters replaced, as it goes to a terminal as well as to a mail's header.
 */
public final class NoticeText {
    private static final int SHOWN_LINES = 12;
    private static final int LONGEST_SUBJECT = 150;

    private NoticeText() {}

    /** One line: {@code [flamingo] python-oslo-config fails: python3dist(wrapt) >= 2.1 is wanted by ...}. */
    public static String subject(Notice notice) {
        BuildRequest request = notice.end().request();
        String start = "[" + request.line() + "] " + request.pkg().name();
        String all = PlainText.clean(
                switch (notice.kind()) {
                    case NEW_CAUSE -> start + " fails: " + cause(notice.end().verdict());
                    case RECOVERED -> start + " builds again";
                });
        return all.length() > LONGEST_SUBJECT ? all.substring(0, LONGEST_SUBJECT - 3) + "..." : all;
    }

    /** @param link where the build is shown; empty where no address is known */
    public static String body(Notice notice, String link) {
        StringBuilder text = new StringBuilder();
        BuildRequest request = notice.end().request();
        switch (notice.kind()) {
            case NEW_CAUSE -> failure(text, notice.end().verdict());
            case RECOVERED -> {
                text.append(request.pkg().name()).append(" builds again in ").append(request.line());
                text.append(".\n\nIt failed for:\n");
                notice.causes()
                        .forEach(key ->
                                text.append("  ").append(PlainText.clean(key)).append('\n'));
            }
        }
        text.append("\nUpstream    ").append(commit(request.source())).append('\n');
        text.append("            ")
                .append(PlainText.clean(request.pkg().source().url()))
                .append('\n');
        text.append("Packaging   ").append(commit(request.distgit())).append('\n');
        text.append("            ")
                .append(PlainText.clean(request.pkg().distgit().url()))
                .append('\n');
        if (!link.isEmpty()) {
            text.append("Build       ").append(link).append('\n');
        }
        if (notice.kind() == Notice.Kind.NEW_CAUSE) {
            text.append("\nTo see it again:\n    ").append(again(request)).append('\n');
            text.append("\nYou are told of this cause once, and again when the package builds.\n");
        }
        return text.toString();
    }

    private static void failure(StringBuilder text, Verdict verdict) {
        text.append(cause(verdict)).append("\n\n");
        verdict.step()
                .ifPresent(step -> text.append("Step        ")
                        .append(step.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .append('\n'));
        List<Verdict.LogLine> lines = verdict.evidence();
        if (!lines.isEmpty()) {
            text.append("\nThe log says, with its line numbers:\n");
            lines.stream()
                    .limit(SHOWN_LINES)
                    .forEach(line -> text.append("%7d  %s%n".formatted(line.number(), PlainText.cut(line.text()))));
            if (lines.size() > SHOWN_LINES) {
                text.append("         and ").append(lines.size() - SHOWN_LINES).append(" more lines\n");
            }
        }
    }

    private static String again(BuildRequest request) {
        return "penstock build " + request.pkg().project() + "@"
                + request.source().id() + " --line " + request.line()
                + (request.options().withTests() ? " --with-tests" : "");
    }

    private static String cause(Verdict verdict) {
        return PlainText.cut(verdict.cause().map(CauseText::of).orElse("no cause was recognised; the log has it"));
    }

    private static String commit(Commit commit) {
        return commit.shortId() + "  " + PlainText.cut(commit.subject()) + ", by " + PlainText.cut(commit.author());
    }
}
