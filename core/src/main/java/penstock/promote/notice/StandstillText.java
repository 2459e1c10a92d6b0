package penstock.promote.notice;

import java.util.List;
import penstock.config.Quantity;
import penstock.notice.PlainText;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.text.UtcText;

/** A standstill in words. */
public final class StandstillText {
    private static final int COMPONENTS = 20;
    private static final int FINDINGS = 20;

    private StandstillText() {}

    /** One line: {@code [flamingo] current-passed-ci does not move: compute, network}. */
    public static String subject(StandstillNotice notice) {
        String components = PromotionText.components(
                notice.stuck().stream().map(StandstillNotice.Stuck::component).toList());
        return PlainText.cut("[" + notice.line() + "] " + notice.rule().label() + " does not move" + components);
    }

    /** @param link where the label is shown; empty where no address is known */
    public static String body(StandstillNotice notice, String link) {
        String label = notice.rule().label();
        StringBuilder text = new StringBuilder(label + " of " + notice.line() + " was not promoted for longer than "
                + notice.rule().timing().alarm().map(Quantity::text).orElse("its time")
                + ", which its rule asks to be told of.\n");
        notice.stuck().stream().limit(COMPONENTS).forEach(stuck -> stuck(text, notice, stuck));
        if (notice.stuck().size() > COMPONENTS) {
            text.append("\nand ").append(notice.stuck().size() - COMPONENTS).append(" more components\n");
        }
        text.append("\nMore        penstock why ")
                .append(label)
                .append(" --line ")
                .append(notice.line())
                .append('\n');
        if (!link.isEmpty()) {
            text.append("Labels      ").append(link).append('\n');
        }
        return text.append("\nYou are told of this standstill once, and again when the label moves.\n")
                .toString();
    }

    private static void stuck(StringBuilder text, StandstillNotice notice, StandstillNotice.Stuck stuck) {
        text.append('\n');
        if (!stuck.component().isEmpty()) {
            text.append(stuck.component()).append(", ");
        }
        text.append("since ").append(UtcText.minute(stuck.since())).append(":\n");
        if (stuck.newest().isEmpty()) {
            text.append("  nothing newer came to ")
                    .append(notice.rule().source().label())
                    .append(", from which its candidates come\n");
        } else {
            candidate(text, stuck.newest().orElseThrow());
        }
    }

    private static void candidate(StringBuilder text, Choice.Decided newest) {
        Decision decision = newest.decision();
        text.append("  the newest candidate ")
                .append(
                        switch (decision.outcome()) {
                            case PROMOTE -> "may be promoted, and was not; the factory's log has why";
                            case WAIT -> "waits";
                            case REFUSE -> "is refused";
                        })
                .append(": ")
                .append(PlainText.cut(newest.inputs().candidate().subject()))
                .append(", there since ")
                .append(UtcText.minute(newest.inputs().candidate().since()))
                .append('\n');
        List<Decision.Finding> open = decision.open();
        open.stream().limit(FINDINGS).forEach(finding -> {
            text.append("    ").append(PlainText.cut(finding.words())).append('\n');
            if (!finding.help().isEmpty()) {
                text.append("      what helps: ")
                        .append(PlainText.cut(finding.help()))
                        .append('\n');
            }
        });
        if (open.size() > FINDINGS) {
            text.append("    and ").append(open.size() - FINDINGS).append(" more\n");
        }
    }
}
