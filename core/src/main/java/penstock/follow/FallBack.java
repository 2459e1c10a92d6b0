package penstock.follow;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is followed when a configured branch is not there: nothing, unless a rule says so. The first rule whose pattern matches the
 * whole branch name is used, and of its candidates the first that is there. OpenStack's branches end as {@code unmaintained/2024.1} and
 * then as the tag {@code 2024.1-eol}:
 * <pre>
 * stable/(.*)  ->  unmaintained/$1, refs/tags/$1-eol
 * (.*)-rdo     ->  rpm-master
 * </pre>
 */
public record FallBack(List<Rule> rules) {
    public static final FallBack NEVER = new FallBack(List.of());

    public FallBack {
        rules = List.copyOf(rules);
    }

    /**
     * @param branch the names it is for, in RE2's syntax
     * @param candidates branches, or full ref names as {@code refs/tags/x}, in order of preference; {@code $1} stands for what the first
     *     group of the pattern matched
     */
    public record Rule(Pattern branch, List<String> candidates) {
        public Rule {
            candidates = List.copyOf(candidates);
        }

        /**
         * @throws PatternSyntaxException when the pattern is none
         * @throws IllegalArgumentException when a candidate names a group that the pattern lacks; the message says which
         */
        public static Rule of(String branch, List<String> candidates) {
            Pattern pattern = Pattern.compile(branch);
            for (String candidate : candidates) {
                Matcher group = GROUP.matcher(candidate);
                while (group.find()) {
                    if (number(group) > pattern.groupCount()) {
                        throw new IllegalArgumentException(
                                "'" + candidate + "' names group " + number(group) + ", which '" + branch + "' lacks");
                    }
                }
            }
            return new Rule(pattern, candidates);
        }
    }

    private static final Pattern GROUP = Pattern.compile("\\$([0-9]{1,3})");

    private static int number(Matcher group) {
        return Integer.parseInt(String.valueOf(group.group(1)));
    }

    /** Full ref names to try in the place of a missing branch, the preferred one first. */
    public List<String> candidates(String branch) {
        for (Rule rule : rules) {
            Matcher matcher = rule.branch.matcher(branch);
            if (matcher.matches()) {
                return rule.candidates.stream()
                        .map(candidate -> filledIn(candidate, matcher))
                        .map(name -> name.startsWith("refs/") ? name : "refs/heads/" + name)
                        .toList();
            }
        }
        return List.of();
    }

    private static String filledIn(String candidate, Matcher branch) {
        List<String> parts = new ArrayList<>();
        Matcher group = GROUP.matcher(candidate);
        int done = 0;
        while (group.find()) {
            parts.add(candidate.substring(done, group.start()));
            String text = branch.group(number(group));
            parts.add(text == null ? "" : text);
            done = group.end();
        }
        parts.add(candidate.substring(done));
        return String.join("", parts);
    }
}
