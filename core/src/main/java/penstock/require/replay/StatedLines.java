package penstock.require.replay;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.require.replay.Subjects.Subject;
import penstock.require.spec.SpecSource;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage;

/**
 * What a spec states of upstream's requirements: for each line's key its bounds, such as {@code >= 2:5.2.0}, or the empty text for any
 * version. Several lines of one key, as in the branches of a condition, are one with several bounds.
 */
final class StatedLines {
    /** RDO's specs for either Python, of 2019 and 2020. */
    private static final Pattern PYVER = Pattern.compile("%\\{pyver}\"?\\s*==\\s*\"?([23])");

    /** The home of what builds documentation: it is built once, whichever Python does it. */
    private static final String DOC = "doc";

    private final SortedMap<LineKey, SortedSet<String>> bounds = new TreeMap<>();
    private final Map<Integer, Set<LineKey>> byLine = new HashMap<>();
    private final Set<LineKey> forEither = new TreeSet<>();
    private final Set<String> homes = new TreeSet<>();
    private final SortedSet<String> pythons = new TreeSet<>();
    private final boolean checks;

    private StatedLines(boolean checks) {
        this.checks = checks;
    }

    static StatedLines of(SpecSource spec, Subjects subjects) {
        StatedLines lines = new StatedLines(spec.checks());
        spec.packages().stream().filter(Subpackage::made).forEach(lines::made);
        for (Statement statement : spec.statements()) {
            if (statement.tag() == Tag.REQUIRES || statement.tag() == Tag.BUILD_REQUIRES) {
                statement
                        .items()
                        .forEach(item -> subjects.of(item).ifPresent(subject -> lines.add(statement, item, subject)));
            }
        }
        return lines;
    }

    private void made(Subpackage one) {
        for (String python : pythons(one.flavour())) {
            homes.add(home(one) + " " + python);
            if (one.role() == Subpackage.Role.LIBRARY) {
                pythons.add(python);
            }
        }
        if (one.role() == Subpackage.Role.DOC) {
            homes.add(DOC + " ");
        }
    }

    private void add(Statement statement, Stated item, Subject subject) {
        boolean build = statement.tag() == Tag.BUILD_REQUIRES;
        boolean doc = build && statement.of().role() == Subpackage.Role.DOC;
        String home = doc ? DOC : build ? "" : home(statement.of());
        List<String> pythons = doc ? List.of("") : pythons(statement, item, subject);
        for (String python : pythons) {
            LineKey key = new LineKey(statement.tag(), home, python, subject.name());
            bounds.computeIfAbsent(key, any -> new TreeSet<>()).add((item.sign() + " " + item.evr()).strip());
            byLine.computeIfAbsent(statement.line(), any -> new TreeSet<>()).add(key);
            if (pythons.size() > 1) {
                forEither.add(key);
            }
        }
    }

    private List<String> pythons(Statement statement, Stated item, Subject subject) {
        if (statement.tag() == Tag.REQUIRES) {
            return limited(pythons(statement.of().flavour()), statement.conditions());
        }
        List<String> named =
                item.flavour().isEmpty() && item.dist().isPresent() ? List.of("3") : pythons(item.flavour());
        boolean unnamed = subject.python() && named.equals(List.of(""));
        return limited(unnamed ? firstPython() : named, statement.conditions());
    }

    /** Which Python {@code pytz} is for: as long as there was Python 2, its packages were the ones with such names. */
    private List<String> firstPython() {
        return List.of(pythons.isEmpty() ? "" : pythons.first());
    }

    private static String home(Subpackage of) {
        return of.name().substring(of.flavour().length());
    }

    /** {@code python-} was Python 2 as long as there was one; a macro is either. */
    private static List<String> pythons(String flavour) {
        if (flavour.isEmpty()) {
            return List.of("");
        }
        return flavour.indexOf('%') >= 0 ? List.of("2", "3") : List.of(flavour.startsWith("python3") ? "3" : "2");
    }

    private static List<String> limited(List<String> pythons, List<String> conditions) {
        List<String> left = pythons;
        for (String condition : conditions) {
            Matcher pyver = PYVER.matcher(condition);
            if (left.size() > 1 && pyver.find()) {
                boolean not = condition.startsWith("not: ");
                left = left.stream()
                        .filter(one -> one.equals(pyver.group(1)) != not)
                        .toList();
            }
        }
        return left;
    }

    /** Empty when nothing states it. */
    SortedSet<String> bounds(LineKey key) {
        return bounds.getOrDefault(key, Collections.emptySortedSet());
    }

    /** The keys that have other bounds there, or none, or none here. */
    SortedSet<LineKey> differing(StatedLines other) {
        SortedSet<LineKey> all = new TreeSet<>(bounds.keySet());
        all.addAll(other.bounds.keySet());
        all.removeIf(key -> bounds(key).equals(other.bounds(key)));
        return all;
    }

    /**
     * Whether a line is about something that both specs do: make its package; of build requirements: make any package for that Python, and
     * run tests or not.
     */
    static boolean inBoth(LineKey key, StatedLines before, StatedLines after) {
        boolean tests = key.tag() == Tag.BUILD_REQUIRES && key.home().isEmpty();
        return before.makes(key) && after.makes(key) && (!tests || before.checks == after.checks);
    }

    /** Whether a line that was there for one Python is spelled for either now, as this one of its two keys is new by that alone. */
    boolean isSpelledForEither(LineKey key, StatedLines before) {
        LineKey other = new LineKey(key.tag(), key.home(), key.python().equals("2") ? "3" : "2", key.requirement());
        return forEither.contains(key)
                && before.bounds(key).isEmpty()
                && before.bounds(other).equals(bounds(key))
                && bounds(other).equals(bounds(key));
    }

    private boolean makes(LineKey key) {
        boolean build = key.tag() == Tag.BUILD_REQUIRES && key.home().isEmpty();
        if (build) {
            return key.python().isEmpty() || pythons.contains(key.python());
        }
        return homes.contains(key.home() + " " + key.python());
    }

    Set<LineKey> at(int line) {
        return byLine.getOrDefault(line, Set.of());
    }
}
