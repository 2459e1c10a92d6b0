package penstock.require.spec;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import penstock.require.python.PythonName;

/**
 * One requirement of a line.
 *
 * @param written the whole of it, as in {@code python3-oslo-config >= 2:5.2.0}
 * @param name macros expanded as far as they are plain text; for a rich requirement all of it
 * @param sign {@code <}, {@code <=}, {@code =}, {@code >=}, {@code >}; empty for any version
 * @param evr behind the sign, as written; empty without one
 * @param from where it begins in its line, counted from 0
 * @param to behind its last character
 */
public record Stated(String written, String name, String sign, String evr, int from, int to) {
    private static final Pattern DIST =
            Pattern.compile("^python[0-9.]*dist\\(([A-Za-z0-9._-]+)(?:\\[([A-Za-z0-9._,-]*)])?\\)$");
    private static final Pattern MACRO = Pattern.compile("^%\\{?py3?_dist ([A-Za-z0-9._-]+)(?:\\[[^]]*])?}?$");

    /** {@code python3-} of {@code python3-six}; empty when the name has no such beginning. */
    public static String flavour(String name) {
        // By hand: this is asked of every name for every requirement.
        int hyphen = name.startsWith("python") ? name.indexOf('-') : -1;
        if (hyphen < 0) {
            return "";
        }
        int start = "python".length();
        boolean macro = name.startsWith("%{", start) && name.indexOf('}') == hyphen - 1;
        return macro || isNumber(name, start, hyphen) ? name.substring(0, hyphen + 1) : "";
    }

    /** Whether there are digits and dots alone, or nothing. */
    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    public String flavour() {
        return flavour(name);
    }

    /** {@code (a >= 1 with a < 2)}. */
    public boolean isRich() {
        return name.startsWith("(");
    }

    /** The Python project that {@code python3dist(x)} or the macro {@code py3_dist x} names, normalised. */
    public Optional<String> dist() {
        if (name.indexOf("dist") < 0) {
            return Optional.empty();
        }
        Matcher dist = DIST.matcher(name);
        if (dist.find()) {
            return Optional.of(PythonName.of(dist.group(1)).normalised());
        }
        Matcher macro = MACRO.matcher(name);
        return macro.find() ? Optional.of(PythonName.of(macro.group(1)).normalised()) : Optional.empty();
    }

    /** Whether it is written by the macro {@code py3_dist}. */
    public boolean byMacro() {
        return name.startsWith("%") && MACRO.matcher(name).find();
    }
}
