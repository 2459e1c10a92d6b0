package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import penstock.require.python.PythonName;

/**
 * Names of capabilities in requirements as rpm prints them. {@code python3dist(oslo.config)} and {@code python3-oslo-config} are
 * one name, since Fedora's naming rules let the one follow from the other and specs use both.
 */
public final class Capability {
    private static final Set<String> COMPARISONS = Set.of("<", "<=", "=", ">=", ">", "==");
    private static final Set<String> WORDS = Set.of("and", "or", "if", "else", "unless", "with", "without");
    private static final Pattern DIST = Pattern.compile("python3(?:\\.[0-9]+)?dist\\(([^)\\[]+)(?:\\[[^]]*])?\\)");

    private Capability() {}

    /**
     * Every capability that a requirement names, versions left out: {@code python3dist(wrapt) >= 2.1} names one, the rich
     * {@code (python3dist(a) >= 1 with python3dist(a) < 2)} names its own.
     */
    public static List<String> names(String requirement) {
        return words(requirement).stream().map(Capability::canonical).distinct().toList();
    }

    /** The same, as written. */
    public static List<String> words(String requirement) {
        List<String> names = new ArrayList<>();
        boolean version = false;
        for (String word : requirement.strip().split("\\s+")) {
            String name = unwrap(word);
            if (COMPARISONS.contains(name)) {
                version = true;
            } else if (version) {
                version = false;
            } else if (!name.isEmpty() && !WORDS.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String canonical(String name) {
        Matcher dist = DIST.matcher(name);
        String python = dist.matches() ? "python3-" + dist.group(1) : name;
        return python.startsWith("python3-") ? PythonName.of(python).normalised() : name;
    }

    /** Takes off the parentheses that belong to a rich requirement and not to the name. */
    private static String unwrap(String word) {
        int start = 0;
        while (start < word.length() && word.charAt(start) == '(') {
            start++;
        }
        int open = 0;
        int end = start;
        while (end < word.length()) {
            char c = word.charAt(end);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open < 0) {
                break;
            }
            end++;
        }
        return word.substring(start, end);
    }
}
