package penstock.require.python;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Python project or of one of its extras. Two names are equal when they are so by PEP 503 (for extras, PEP 685): case, and
 * which of {@code -_.} are written and how many, do not count.
 *
 * @param written as its author wrote it
 * @param normalised in lower case, each run of {@code -_.} as one {@code -}
 */
public record PythonName(String written, String normalised) {
    /** The name that is written so; any text, as {@code packaging}'s {@code canonicalize_name} takes any. */
    public static PythonName of(String written) {
        return new PythonName(written, normalise(written));
    }

    /** Reads a name by PEP 508: ASCII letters, digits and {@code -_.}, a letter or digit first. */
    public static Reading<PythonName> read(String text) {
        return TextScan.read(text, scan -> {
            PythonName name = scan(scan, "a name");
            if (!scan.atEnd()) {
                throw scan.refused("Only letters, digits, '-', '_' and '.' may be in a name");
            }
            return name;
        });
    }

    /** A name at this place. Like {@code packaging} 23.0, it may end with {@code _}; not with {@code -} or {@code .}. */
    static PythonName scan(TextScan scan, String what) {
        int from = scan.at();
        if (!PythonText.isLetterOrDigit(scan.peek())) {
            throw scan.refused("Expected " + what);
        }
        while (isPart(scan.peek())) {
            scan.moveTo(scan.at() + 1);
        }
        String written = scan.since(from);
        if (written.endsWith("-") || written.endsWith(".")) {
            scan.moveTo(scan.at() - 1);
            throw scan.refused("A name ends with a letter, digit or '_'");
        }
        return of(written);
    }

    private static boolean isPart(char c) {
        return PythonText.isLetterOrDigit(c) || isSeparator(c);
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '_' || c == '.';
    }

    private static String normalise(String written) {
        return isNormal(written) ? written : normalised(written);
    }

    /** As nearly all names are, which are asked for again and again. */
    private static boolean isNormal(String written) {
        boolean separated = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean separator = c == '-';
            boolean plain = separator ? !separated : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!plain) {
                return false;
            }
            separated = separator;
        }
        return true;
    }

    private static String normalised(String written) {
        StringBuilder name = new StringBuilder(written.length());
        boolean separated = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean separator = isSeparator(c);
            if (!separator || !separated) {
                name.append(separator ? '-' : c);
            }
            separated = separator;
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PythonName name && name.normalised.equals(normalised);
    }

    @Override
    public int hashCode() {
        return normalised.hashCode();
    }

    /** As written. */
    @Override
    public String toString() {
        return written;
    }
}
