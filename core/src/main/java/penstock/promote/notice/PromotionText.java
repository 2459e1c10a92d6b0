package penstock.promote.notice;

import java.util.List;
import java.util.stream.Collectors;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.notice.PlainText;
import penstock.text.UtcText;

/** A promotion in words. */
public final class PromotionText {
    private static final int COMPONENTS = 30;
    private static final int NAMED = 3;

    private PromotionText() {}

    /** One line: {@code [flamingo] current-passed-ci promoted: compute}. */
    public static String subject(PromotionNotice notice) {
        Promotion promotion = notice.promotion();
        String verb = !notice.ended().isEmpty()
                ? " moves again"
                : promotion.kind() == Promotion.Kind.ROLLBACK ? " rolled back" : " promoted";
        String components = components(
                promotion.parts().stream().map(SnapshotRef::component).toList());
        return PlainText.cut("[" + notice.line() + "] " + promotion.label() + verb + components);
    }

    /** {@code : compute, network}; nothing without components. */
    static String components(List<String> all) {
        List<String> names = all.stream().filter(name -> !name.isEmpty()).toList();
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return names.isEmpty() ? "" : ": " + first + more;
    }

    /** @param link where the label is shown; empty where no address is known */
    public static String body(PromotionNotice notice, String link) {
        Promotion promotion = notice.promotion();
        StringBuilder text = new StringBuilder(promotion.label() + " of " + notice.line() + " was "
                + PlainText.cut(done(promotion)) + ", " + UtcText.minute(notice.at()) + ".\n");
        if (!promotion.reason().isEmpty()) {
            text.append("Reason: ").append(PlainText.clean(promotion.reason())).append('\n');
        }
        if (!notice.ended().isEmpty()) {
            text.append("You were told that it did not move; it does again.\n");
        }
        parts(text, notice);
        packages(text, notice.packages());
        text.append("\nMore        penstock why ")
                .append(promotion.label())
                .append(" --line ")
                .append(notice.line())
                .append('\n');
        if (!link.isEmpty()) {
            text.append("Labels      ").append(link).append('\n');
        }
        return text.toString();
    }

    private static String done(Promotion promotion) {
        return switch (promotion.kind()) {
            case RULE ->
                "promoted by its rule"
                        + promotion
                                .decision()
                                .map(id -> " (decision " + id + ")")
                                .orElse("");
            case ASKED -> "promoted by " + promotion.by();
            case ROLLBACK -> "rolled back by " + promotion.by();
        };
    }

    private static void parts(StringBuilder text, PromotionNotice notice) {
        List<SnapshotRef> parts = notice.promotion().parts();
        for (int i = 0; i < Math.min(parts.size(), COMPONENTS); i++) {
            String before = i < notice.previous().size() ? notice.previous().get(i) : "";
            text.append("\nFrom        ")
                    .append(before.isEmpty() ? "nowhere: this is its first snapshot" : before)
                    .append("\nTo          ")
                    .append(parts.get(i).directory())
                    .append('\n');
        }
        if (parts.size() > COMPONENTS) {
            text.append("\nand ").append(parts.size() - COMPONENTS).append(" more components\n");
        }
    }

    private static void packages(StringBuilder text, PromotionNotice.Packages packages) {
        if (packages.first().isEmpty()) {
            return;
        }
        text.append("\nPackages that differ:\n");
        packages.first()
                .forEach(one -> text.append("  ")
                        .append(one.from().isEmpty() ? "new" : PlainText.cut(one.from()))
                        .append(" -> ")
                        .append(one.to().isEmpty() ? "gone" : PlainText.cut(one.to()))
                        .append(one.from().isEmpty() && one.to().isEmpty() ? "  " + one.project() : "")
                        .append('\n'));
        if (packages.more()) {
            text.append("  and more: `penstock diff` has them all\n");
        }
    }
}
