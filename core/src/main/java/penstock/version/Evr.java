package penstock.version;

/**
 * Epoch, version and release of a package, in rpm's order.
 *
 * <p>The order is that of rpm's {@code rpmvercmp}. A version is read from left to right as a row of segments; letters and
 * digits make segments, every other character only separates them, and two characters are special:
 *
 * <pre>
 *   1.0~rc1  {@literal <}  1.0  {@literal <}  1.0^git5  {@literal <}  1.0.1
 *
 *   1 . 0 ~ rc 1          "~" sorts before everything, even before the end
 *   1 . 0 | end
 *   1 . 0 ^ git 5         "^" sorts after the end, but before any further segment
 *   1 . 0 . 1
 * </pre>
 *
 * The first pair of segments that differs decides: two numbers by value (of any length, leading zeros aside), two words by
 * their bytes, and a number is newer than a word. When one side ends first, the longer one is newer. A missing epoch is 0; a
 * missing release is older than any.
 *
 * <p>{@code compareTo} is not consistent with {@code equals}: {@code 1.0} and {@code 1.00} are two texts of equal rank.
 *
 * @param epoch decimal digits; {@code 0} when the package has none
 * @param version as written
 * @param release empty when there is none, as in most requirements
 */
public record Evr(String epoch, String version, String release) implements Comparable<Evr> {
    /** Reads {@code [epoch:]version[-release]} as rpm does: the epoch is digits only, the release follows the last hyphen. */
    public static Evr parse(String text) {
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        boolean hasEpoch = digits < text.length() && text.charAt(digits) == ':';
        String epoch = hasEpoch && digits > 0 ? text.substring(0, digits) : "0";
        String rest = hasEpoch ? text.substring(digits + 1) : text;
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0
                ? new Evr(epoch, rest, "")
                : new Evr(epoch, rest.substring(0, hyphen), rest.substring(hyphen + 1));
    }

    @Override
    public int compareTo(Evr other) {
        int order = compareVersions(epoch, other.epoch);
        if (order == 0) {
            order = compareVersions(version, other.version);
        }
        return order != 0 ? order : compareVersions(release, other.release);
    }

    /** {@code [epoch:]version[-release]}, without an epoch of 0. */
    @Override
    public String toString() {
        return (epoch.equals("0") ? "" : epoch + ":") + version + (release.isEmpty() ? "" : "-" + release);
    }

    /** rpm's {@code rpmvercmp} on two versions or two releases: -1, 0 or 1. */
    public static int compareVersions(String a, String b) {
        return a.equals(b) ? 0 : new Comparison(a, b).result();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** One walk over two texts at the same time. */
    private static final class Comparison {
        private static final int UNDECIDED = 2;
        private static final char END = 0;
        private final String a;
        private final String b;
        private int i;
        private int j;

        Comparison(String a, String b) {
            this.a = a;
            this.b = b;
        }

        int result() {
            while (i < a.length() || j < b.length()) {
                i = skipSeparators(a, i);
                j = skipSeparators(b, j);
                char x = at(a, i);
                char y = at(b, j);
                int order = x == '~' || y == '~' || x == '^' || y == '^' ? special(x, y) : ends(x, y);
                if (order == UNDECIDED && x != '~' && x != '^') {
                    order = segment(x);
                }
                if (order != UNDECIDED) {
                    return order;
                }
            }
            return 0;
        }

        private int special(char x, char y) {
            if (x == y) {
                i++;
                j++;
                return UNDECIDED;
            }
            if (x == '~' || y == '~') {
                return x == '~' ? -1 : 1;
            }
            // One of them is a caret: newer than the end of the other, older than anything else.
            return x == '^' ? (y == END ? 1 : -1) : (x == END ? -1 : 1);
        }

        private static int ends(char x, char y) {
            if (x != END && y != END) {
                return UNDECIDED;
            }
            return x == y ? 0 : x == END ? -1 : 1;
        }

        private int segment(char first) {
            boolean number = isDigit(first);
            String one = run(a, i, number);
            String two = run(b, j, number);
            if (two.isEmpty()) {
                return number ? 1 : -1;
            }
            i += one.length();
            j += two.length();
            int order = number ? compareNumbers(one, two) : one.compareTo(two);
            return order == 0 ? UNDECIDED : Integer.signum(order);
        }

        private static int compareNumbers(String one, String two) {
            String x = withoutZeros(one);
            String y = withoutZeros(two);
            return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
        }

        private static String withoutZeros(String digits) {
            int start = 0;
            while (start < digits.length() && digits.charAt(start) == '0') {
                start++;
            }
            return digits.substring(start);
        }

        private static String run(String text, int from, boolean number) {
            int to = from;
            while (to < text.length() && (number ? isDigit(text.charAt(to)) : isLetter(text.charAt(to)))) {
                to++;
            }
            return text.substring(from, to);
        }

        private static int skipSeparators(String text, int from) {
            int to = from;
            while (to < text.length() && isSeparator(text.charAt(to))) {
                to++;
            }
            return to;
        }

        private static boolean isSeparator(char c) {
            return !isDigit(c) && !isLetter(c) && c != '~' && c != '^';
        }

        private static char at(String text, int index) {
            return index < text.length() ? text.charAt(index) : END;
        }
    }
}
