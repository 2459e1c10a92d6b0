package penstock.distro;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.problem.Problem;
import penstock.problem.Spelling;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlScalar;

/** Python's {@code %} of a text and a map, as far as distroinfo uses it: {@code %(key)s} and {@code %%}, without recursion. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("%%|%\\(([^)]*)\\)s|%");
    private static final int LONGEST = 2000;

    private Template() {}

    /** A template that can't be filled in; never leaves this package. */
    static final class Unfilled extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Unfilled(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    static String fill(YamlScalar template, Map<String, YamlNode> values) throws Unfilled {
        String text = template.text();
        if (text.indexOf('%') < 0) {
            return text;
        }
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, "");
            filled.append(matcher.group().equals("%%") ? "%" : value(template, matcher, values));
        }
        matcher.appendTail(filled);
        if (filled.length() > LONGEST) {
            throw new Unfilled(
                    Problem.error("the text gets too long", template.at(), "at most " + LONGEST + " characters"));
        }
        return filled.toString();
    }

    private static String value(YamlScalar template, Matcher place, Map<String, YamlNode> values) throws Unfilled {
        String key = place.group(1);
        if (key == null) {
            throw new Unfilled(Problem.error(
                    "a % stands alone", template.at(), "write %(key)s for a value, %% for a percent sign"));
        }
        if (values.get(key) instanceof YamlScalar scalar) {
            return scalar.isNull() ? "None" : scalar.text();
        }
        throw new Unfilled(Problem.error(
                "%(" + key + ")s names a key that the package does not have",
                template.at(),
                Spelling.hint(key, values.keySet())));
    }
}
