package penstock.require.python;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on the Python that installs, by PEP 508: {@code python_version >= "3.9" and (os_name == "posix" or extra == "test")}.
 *
 * <p>Text and answers are those of {@code packaging} 23.0, with two exceptions. It drops a doubled pair of parentheses from its text, and
 * the meaning with it; here one pair stays. And a text after the end of a marker is a mistake, as it is in its requirements and in its
 * newer versions, while 23.0's {@code Marker} itself passes over it. Markers are equal when their texts are.
 */
public record Marker(Group condition) {
    /** How deep parentheses may be nested. */
    public static final int MAX_DEPTH = 100;

    /** A comparison, or several in parentheses. */
    public sealed interface Term {}

    /**
     * @param sign one of {@code == != < <= > >= ~= === in}, or {@code not in}
     */
    public record Comparison(Operand left, String sign, Operand right) implements Term {
        @Override
        public String toString() {
            return left + " " + sign + " " + right;
        }
    }

    /**
     * Terms joined by {@code or}, and by {@code and}, which binds closer.
     *
     * @param alternatives one of them must hold: all of its terms. None is empty
     */
    public record Group(List<List<Term>> alternatives) implements Term {
        public Group {
            alternatives = alternatives.stream().map(List::copyOf).toList();
        }

        /** Without parentheses around it. */
        @Override
        public String toString() {
            return alternatives.stream()
                    .map(terms -> terms.stream().map(Group::text).collect(Collectors.joining(" and ")))
                    .collect(Collectors.joining(" or "));
        }

        private static String text(Term term) {
            return term instanceof Group ? "(" + term + ")" : term.toString();
        }
    }

    /** One side of a comparison. */
    public sealed interface Operand {
        /** The variable's name, or the literal's text: which of them is looked up in an environment depends on the side only. */
        String text();
    }

    /** @param text the name, as PEP 508 has it: {@code os_name} also where {@code os.name} was written */
    public record Variable(String text) implements Operand {
        @Override
        public String toString() {
            return text;
        }
    }

    /** @param text what Python makes of the quoted text */
    public record Literal(String text) implements Operand {
        /** In double quotes, without escapes: as {@code packaging}, which does not read it again when it has such quotes inside. */
        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    /** Reads a marker: what stands behind the {@code ;} of a requirement. */
    public static Reading<Marker> read(String text) {
        return TextScan.read(text, scan -> {
            Marker marker = new MarkerScan(scan).marker();
            if (!scan.atLastNewline()) {
                throw scan.refused("Expected the end, 'and' or 'or' after the marker");
            }
            return marker;
        });
    }

    /**
     * Whether the condition holds there. There is no answer where a comparison has no meaning: two texts that PEP 440 does not know
     * compared by {@code ~=}, a text that is no version compared with a version ({@code packaging} 23.0 fails there), two literals.
     * One such comparison is enough, wherever it stands.
     */
    public Reading<Boolean> holds(MarkerEnvironment environment) {
        try {
            return new Reading.Read<>(holds(condition, environment));
        } catch (TextRefused e) {
            return new Reading.Refused<>(e.getMessage(), 0);
        }
    }

    private static boolean holds(Group group, MarkerEnvironment environment) {
        List<Boolean> answers = new ArrayList<>();
        for (List<Term> terms : group.alternatives) {
            boolean all = true;
            for (Term term : terms) {
                // Each term is asked, decided or not, because each may be without an answer.
                all &= switch (term) {
                    case Group inner -> holds(inner, environment);
                    case Comparison comparison -> MarkerComparison.holds(comparison, environment);
                };
            }
            answers.add(all);
        }
        return answers.contains(true);
    }

    /** As {@code packaging} writes it: double quotes, single spaces, only the parentheses that are needed to keep its structure. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
