package penstock.notice;

/** Text of packages, made fit for a mail and a terminal. */
public final class PlainText {
    private static final int LONGEST = 400;

    private PlainText() {}

    /** Without anything that is not shown, that ends a line, or that turns the direction of text. */
    public static String clean(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }

    /** As {@link #clean}, with its tabs: a line of a patch is to apply. */
    public static String cleanLine(String line) {
        return line.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\t]]", " ");
    }

    /** As {@link #clean}, and no longer than a reader bears. */
    public static String cut(String text) {
        String clean = clean(text);
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }
}
