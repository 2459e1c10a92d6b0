package penstock.app.pages;

import penstock.line.Promotion;
import penstock.promote.Decision;
import penstock.promote.Evidence;

/** What pages call the states of labels, candidates and results, with a mark and a tone for each. */
public record LabelWords(String tone, String mark, String word) {
    public static LabelWords of(Decision.Outcome outcome) {
        return switch (outcome) {
            case PROMOTE -> new LabelWords("good", "✓", "may be promoted");
            case WAIT -> new LabelWords("warn", "▸", "waits");
            case REFUSE -> new LabelWords("bad", "✗", "refused");
        };
    }

    public static LabelWords of(Decision.Standing standing) {
        return switch (standing) {
            case PASSED -> new LabelWords("good", "✓", "passed");
            case WAIVED -> new LabelWords("warn", "≈", "waived");
            case RUNNING -> new LabelWords("now", "▸", "running");
            case AGAIN -> new LabelWords("warn", "↻", "needs more");
            case MISSING -> new LabelWords("warn", "▸", "missing");
            case FAILED -> new LabelWords("bad", "✗", "failed");
        };
    }

    public static LabelWords of(Evidence.Result result) {
        return switch (result) {
            case SUCCESS -> new LabelWords("good", "✓", "works");
            case FAILURE -> new LabelWords("bad", "✗", "fails");
            case RUNNING -> new LabelWords("now", "▸", "being tried");
        };
    }

    /** How a promotion came about. */
    public static String of(Promotion promotion) {
        return switch (promotion.kind()) {
            case RULE -> "by its rule";
            case ASKED -> "by " + Shown.text(promotion.by());
            case ROLLBACK -> "taken back by " + Shown.text(promotion.by());
        };
    }

    /** Whether a browser may be led there. */
    public static boolean isWeb(String url) {
        return url.startsWith("https://") || url.startsWith("http://");
    }

    /** A hash of what a label showed is cut as a snapshot's folder is. */
    public static String shortSubject(String subject) {
        String name = Shown.shortSnapshot(subject);
        return name.length() == 32 || name.length() == 40 ? name.substring(0, 7) + "…" : name;
    }
}
