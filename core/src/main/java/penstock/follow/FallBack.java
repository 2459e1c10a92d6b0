package penstock.follow;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is followed when a configured branch is not there: nothing, unless a rule says so. Of the candidates of all rules whose pattern
 * matches the whole branch name, the first that is there is followed. OpenStack's branches end as {@code unmaintained/2024.1} and
 * then as the tag {@code 2024.1-eol}:
 * <pre>
 * stable/(.*)  ->  unmaintained/$1, $1-eol
 * (.*)-rdo     ->  rpm-master
 * </pre>
 */
public record FallBack(List<Rule> rules) {
    public static final FallBack NEVER = new FallBack(List.of());

    public FallBack {
        rules = List.copyOf(rules);
    }

    /** Which of a package's two repositories. */
    public enum Kind {
        SOURCE,
        DISTGIT
    }

    /**
     * @param of the kind of repository that it is for; empty for both
     * @param branch the names it is for, in RE2's syntax
     * @param candidates branches, tags, or full ref names, in order of preference; {@code $1} stands for what the first
     *     group of the pattern matched
     */
    public record Rule(Optional<Kind> of, Pattern branch, List<String> candidates) {
        public Rule {
            candidates = List.copyOf(candidates);
        }

        /**
         * @throws PatternSyntaxException when the pattern is none
         * @throws IllegalArgumentException when a candidate names a group that the pattern lacks; the message says which
         */
        public static Rule of(Optional<Kind> of, String branch, List<String> candidates) {
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
            return new Rule(of, pattern, candidates);
        }

        /** For both kinds of repositories. */
        public static Rule of(String branch, List<String> candidates) {
            return of(Optional.empty(), branch, candidates);
        }
    }

    private static final Pattern GROUP = Pattern.compile("\\$([0-9]{1,3})");

    private static int number(Matcher group) {
        return Integer.parseInt(String.valueOf(group.group(1)));
    }

    /** Full ref names to try in the place of a missing branch, the preferred one first. A candidate may be a branch or a tag. */
    public List<String> candidates(Kind kind, String branch) {
        List<String> refs = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.branch.matcher(branch);
            if (rule.of.orElse(kind) == kind && matcher.matches()) {
                for (String candidate : rule.candidates) {
                    String name = filledIn(candidate, matcher);
                    refs.addAll(
                            name.startsWith("refs/")
                                    ? List.of(name)
                                    : List.of("refs/heads/" + name, "refs/tags/" + name));
                }
            }
        }
        return refs;
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
