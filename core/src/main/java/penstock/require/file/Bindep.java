package penstock.require.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.TreeSet;
import penstock.problem.SourcePosition;
import penstock.require.Bound;
import penstock.require.Bounds;
import penstock.require.OnSystem;
import penstock.require.Use;

/**
 * Reads bindep.txt by bindep's own grammar ({@code bindep/depends.py}): {@code name [profile !profile (group of profiles)]
 * >=version,<version # comment}.
 */
final class Bindep {
    private static final Pattern RULE = Pattern.compile(
            "^([A-Za-z0-9][A-Za-z0-9.+_/-]*)(?:[ \\t]+\\[([^\\]]*)])?(?:[ \\t]+([<>=!][^#]*?))?[ \\t]*(?:#.*)?$");
    private static final Pattern PROFILE = Pattern.compile("!?[a-z0-9:.-]+");
    private static final Pattern VERSION = Pattern.compile("^(<=|<|!=|==|>=|>)([0-9][A-Za-z0-9.+~:-]*)$");

    private final SourceText source;
    private final Found found;

    Bindep(SourceText source, Found found) {
        this.source = source;
        this.found = found;
    }

    void read() {
        for (int line = 1; line <= source.lineCount(); line++) {
            String text = source.line(line).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                rule(text, source.position(line));
            }
        }
    }

    private void rule(String text, SourcePosition at) {
        Matcher rule = RULE.matcher(text);
        if (!rule.matches()) {
            found.error("not a line of bindep", at, "write name [profile !profile] >=version");
            return;
        }
        Optional<String> profiles = rule.group(2) == null ? Optional.of("") : profiles(rule.group(2));
        Optional<Bounds> bounds = rule.group(3) == null ? Optional.of(Bounds.ANY) : bounds(rule.group(3));
        if (profiles.isEmpty()) {
            found.error("not profiles", at, "write [profile !profile (group of profiles)]");
        }
        if (bounds.isEmpty()) {
            found.error("not versions", at, "write >=1.2,<2");
        }
        if (profiles.isPresent()) {
            found.add(new OnSystem(rule.group(1), profiles.get(), bounds.orElse(Bounds.ANY)), Use.SYSTEM, at);
        }
    }

    /** Sorted, as their order says nothing; a group stays together in its parentheses. Empty when they break the grammar. */
    private static Optional<String> profiles(String selector) {
        TreeSet<String> all = new TreeSet<>();
        Optional<TreeSet<String>> group = Optional.empty();
        for (String word :
                selector.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+")) {
            if (word.equals("(") && group.isEmpty()) {
                group = Optional.of(new TreeSet<>());
            } else if (word.equals(")") && group.isPresent()) {
                all.add("(" + String.join(" ", group.get()) + ")");
                group = Optional.empty();
            } else if (PROFILE.matcher(word).matches()) {
                group.orElse(all).add(word);
            } else if (!word.isEmpty()) {
                return Optional.empty();
            }
        }
        return group.isPresent() ? Optional.empty() : Optional.of(String.join(" ", all));
    }

    private static Optional<Bounds> bounds(String versions) {
        Optional<Bound> lower = Optional.empty();
        Optional<Bound> upper = Optional.empty();
        TreeSet<String> excluded = new TreeSet<>();
        for (String one : versions.strip().split(",")) {
            Matcher version = VERSION.matcher(one.strip());
            if (!version.matches()) {
                return Optional.empty();
            }
            String number = version.group(2);
            switch (version.group(1)) {
                case ">=" -> lower = Optional.of(Bound.including(number));
                case ">" -> lower = Optional.of(Bound.excluding(number));
                case "<=" -> upper = Optional.of(Bound.including(number));
                case "<" -> upper = Optional.of(Bound.excluding(number));
                case "!=" -> excluded.add(number);
                default -> {
                    lower = Optional.of(Bound.including(number));
                    upper = lower;
                }
            }
        }
        return Optional.of(new Bounds(lower, upper, excluded, ""));
    }
}
