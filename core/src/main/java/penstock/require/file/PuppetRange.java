package penstock.require.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import penstock.require.Bound;
import penstock.require.Bounds;
import penstock.version.Evr;

/**
 * A range of versions as Puppet writes it ({@code version_requirement}; the rules of its gem semantic_puppet): {@code >= 1.0.0
 * < 2.0.0}, {@code 1.x}, {@code ~1.2}, {@code ^1.2.0}, {@code 1.0.0 - 2.0.0}, and {@code ||} between ranges.
 */
final class PuppetRange {
    private static final int LONGEST = 1_000;
    private static final Pattern PART = Pattern.compile(
            "^(>=|<=|>|<|=|~>|~|\\^)?\\s*v?([0-9]{1,9}(?:\\.(?:[0-9]{1,9}|[xX*])){0,2})((?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?)\\s*");
    private static final Pattern HYPHEN = Pattern.compile("^(\\S+)\\s+-\\s+(\\S+)$");

    private Optional<Bound> lower = Optional.empty();
    private Optional<Bound> upper = Optional.empty();

    private PuppetRange() {}

    /** Empty when it is no range. */
    static Optional<Bounds> read(String text) {
        String range = text.strip();
        if (range.length() > LONGEST) {
            return Optional.empty();
        }
        if (range.contains("||")) {
            List<String> alternatives = new ArrayList<>();
            for (String part : range.split("\\|\\|", -1)) {
                Optional<Bounds> one = read(part);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                alternatives.add(one.get().written());
            }
            return Optional.of(
                    new Bounds(Optional.empty(), Optional.empty(), new TreeSet<>(), String.join(" || ", alternatives)));
        }
        return new PuppetRange().parts(range);
    }

    private Optional<Bounds> parts(String range) {
        Matcher hyphen = HYPHEN.matcher(range);
        String rest = hyphen.matches() ? ">=" + hyphen.group(1) + " <=" + hyphen.group(2) : range;
        if (rest.isEmpty() || rest.equals("*") || rest.equalsIgnoreCase("x")) {
            return Optional.of(Bounds.ANY);
        }
        while (!rest.isEmpty()) {
            Matcher part = PART.matcher(rest);
            if (!part.find() || runsOn(rest, part.end())) {
                return Optional.empty();
            }
            part(part.group(1) == null ? "" : part.group(1), part.group(2).toLowerCase(Locale.ROOT), part.group(3));
            rest = rest.substring(part.end());
        }
        return Optional.of(new Bounds(lower, upper, new TreeSet<>(), ""));
    }

    /** Whether the version goes on after what was read of it. */
    private static boolean runsOn(String text, int end) {
        return end < text.length()
                && !Character.isWhitespace(text.charAt(end - 1))
                && "<>=~^".indexOf(text.charAt(end)) < 0;
    }

    private void part(String operator, String numbers, String suffix) {
        List<Integer> given = new ArrayList<>();
        for (String number : numbers.split("\\.")) {
            if (number.equals("x") || number.equals("*")) {
                break;
            }
            given.add(Integer.valueOf(number));
        }
        String version = full(given) + suffix.replaceFirst("\\+.*", "");
        switch (operator) {
            case ">=" -> atLeast(Bound.including(version));
            case ">" ->
                atLeast(given.size() < 3 ? Bound.including(after(given, given.size())) : Bound.excluding(version));
            case "<" -> atMost(Bound.excluding(version));
            case "<=" ->
                atMost(given.size() < 3 ? Bound.excluding(after(given, given.size())) : Bound.including(version));
            case "~", "~>" -> between(version, after(given, Math.min(2, given.size())));
            case "^" -> between(version, after(given, firstFixed(given)));
            default -> {
                if (given.size() < 3) {
                    between(version, after(given, given.size()));
                } else {
                    atLeast(Bound.including(version));
                    atMost(Bound.including(version));
                }
            }
        }
    }

    private void between(String from, String to) {
        atLeast(Bound.including(from));
        atMost(Bound.excluding(to));
    }

    private static int firstFixed(List<Integer> given) {
        int fixed = 1;
        while (fixed < given.size() && given.get(fixed - 1) == 0) {
            fixed++;
        }
        return fixed;
    }

    /** The first version after all that start with so many of the numbers. */
    private static String after(List<Integer> given, int count) {
        List<Integer> next = new ArrayList<>(given.subList(0, count));
        next.set(count - 1, next.get(count - 1) + 1);
        return full(next);
    }

    private static String full(List<Integer> given) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(i < given.size() ? given.get(i).toString() : "0");
        }
        return String.join(".", parts);
    }

    private void atLeast(Bound bound) {
        if (lower.isEmpty() || compare(bound, lower.get()) > 0) {
            lower = Optional.of(bound);
        }
    }

    private void atMost(Bound bound) {
        if (upper.isEmpty() || compare(bound, upper.get()) < 0) {
            upper = Optional.of(bound);
        }
    }

    private static int compare(Bound a, Bound b) {
        return Evr.compareVersions(a.version().replace('-', '~'), b.version().replace('-', '~'));
    }
}
