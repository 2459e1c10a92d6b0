package penstock.require.spec;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.build.SpecLines;

/**
 * The macros that a spec defines by plain text, to know {@code python3-%{pkg_name}} for what it is. One that has different values in
 * the branches of a condition has none here; one that is defined by itself grows, so that it holds all that any branch adds.
 */
final class Macros {
    private static final Pattern DEFINITION =
            Pattern.compile("^\\s*%(?:global|define)\\s+([A-Za-z_][A-Za-z0-9_]*)\\s+(\\S.*?)\\s*$");
    private static final Pattern CONDITIONAL = Pattern.compile(
            "^\\s*%\\{!\\?([A-Za-z_][A-Za-z0-9_]*):\\s*%(?:global|define)\\s+\\S+\\s+([^{}%]*?)\\s*}\\s*$");
    private static final Pattern TAG = Pattern.compile("(?i)^(name|version)\\s*:\\s*(\\S+)\\s*$");
    private static final Pattern USE =
            Pattern.compile("%(?:\\{\\??([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]{2,}))");
    private static final int MOST_ROUNDS = 5;
    private static final int LONGEST = 4096;

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    static Macros of(List<SpecLines.Line> lines) {
        Macros macros = new Macros();
        for (SpecLines.Line line : lines) {
            boolean plain = line.text().indexOf('%') < 0 && line.section() != SpecLines.Section.PREAMBLE;
            if (plain || line.text().length() > LONGEST || line.text().endsWith("\\")) {
                continue;
            }
            Matcher definition = DEFINITION.matcher(line.text());
            Matcher conditional = CONDITIONAL.matcher(line.text());
            Matcher tag = TAG.matcher(line.text());
            if (definition.find()) {
                macros.define(definition.group(1), definition.group(2));
            } else if (conditional.find()) {
                macros.define(conditional.group(1), conditional.group(2));
            } else if (line.section() == SpecLines.Section.PREAMBLE && tag.find()) {
                macros.define(tag.group(1).toLowerCase(java.util.Locale.ROOT), tag.group(2));
            }
        }
        return macros;
    }

    private void define(String name, String body) {
        String before = values.getOrDefault(name, "");
        boolean grows = body.contains("%{" + name + "}") || body.contains("%{?" + name + "}");
        String value = (grows ? body.replace("%{?" + name + "}", before).replace("%{" + name + "}", before) : body);
        if (!before.isEmpty() && !grows && !before.equals(value)) {
            ambiguous.add(name);
        }
        if (value.length() <= LONGEST) {
            values.put(name, value);
        }
    }

    /** Its value as far as it is known; empty when it is not defined. */
    String value(String name) {
        return expand(values.getOrDefault(name, ""));
    }

    /** What is not known stays as it is written. */
    String expand(String text) {
        String expanded = text;
        for (int round = 0; round < MOST_ROUNDS && expanded.indexOf('%') >= 0; round++) {
            String next = once(expanded);
            if (next.equals(expanded) || next.length() > LONGEST) {
                break;
            }
            expanded = next;
        }
        return expanded;
    }

    private String once(String text) {
        Matcher use = USE.matcher(text);
        StringBuilder next = new StringBuilder();
        int from = 0;
        while (use.find()) {
            String name = use.group(1) != null ? use.group(1) : use.group(2);
            boolean known = values.containsKey(name) && !ambiguous.contains(name);
            next.append(text, from, use.start()).append(known ? values.get(name) : use.group());
            from = use.end();
        }
        return next.append(text.substring(from)).toString();
    }
}
