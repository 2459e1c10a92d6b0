package penstock.edge.sandbox;

/** Byte counts in words. */
final class Sizes {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /** The largest unit that gives a whole number: 1536 MiB, 2 GiB, 100001 bytes. */
    static String words(long bytes) {
        int unit = 0;
        long count = bytes;
        while (unit < UNITS.length - 1 && count >= 1024 && count % 1024 == 0) {
            count /= 1024;
            unit++;
        }
        return count + " " + UNITS[unit];
    }
}
