package penstock.app.terminal;

import java.util.Locale;

/** Sizes as people read them. */
public final class Bytes {
    private static final String[] UNITS = {"K", "M", "G", "T"};

    private Bytes() {}

    /** Powers of 1024, as the configuration has them: {@code 812}, {@code 3.4 M}. */
    public static String text(long bytes) {
        double size = bytes;
        String unit = "";
        for (int i = 0; i < UNITS.length && size >= 1024; i++) {
            size /= 1024;
            unit = " " + UNITS[i];
        }
        return unit.isEmpty() ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f%s", size, unit);
    }
}
