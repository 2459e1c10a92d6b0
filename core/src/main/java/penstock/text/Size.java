package penstock.text;

import java.util.Locale;

/** Sizes as people read them. */
public final class Size {
    private static final String UNITS = "kMGT";

    private Size() {}

    /** In powers of 1000: {@code 812 B}, {@code 1.2 MB}. */
    public static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double scaled = bytes / 1000.0;
        int unit = 0;
        while (scaled >= 999.95 && unit < UNITS.length() - 1) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", scaled, UNITS.charAt(unit));
    }
}
