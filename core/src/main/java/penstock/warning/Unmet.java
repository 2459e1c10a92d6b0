package penstock.warning;

import java.util.List;
import penstock.problem.SourcePosition;

/**
 * A requirement that is not met, or that upstream dropped and the spec still states, and what that means, in words: it is kept and shown after the commits that it was found at are gone.
 *
 * @param requires what upstream asks for, one for each use: {@code wrapt>=2.1 (runtime)}; none for what it dropped
 * @param where the lines that say so
 * @param says what it means here, a sentence each without a full stop
 * @param remedy what helps
 * @param reach what else it touches
 */
public record Unmet(
        Subject subject,
        Meaning meaning,
        List<String> requires,
        List<SourcePosition> where,
        List<String> says,
        Remedy remedy,
        Reach reach) {
    public Unmet {
        requires = List.copyOf(requires);
        where = List.copyOf(where);
        says = List.copyOf(says);
    }

    /** What has to be done; the worse ones last. */
    public enum Meaning {
        /** Upstream asks for it no more, and the spec still states it. */
        MAY_GO("the spec may state it without need"),
        SPEC_MUST_CHANGE("the spec must change"),
        IN_CONFLICT("in conflict"),
        TOO_OLD("what is provided is too old"),
        NOT_PACKAGED("not packaged");

        private final String words;

        Meaning(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * What helps.
     *
     * @param patch of the spec for this requirement alone, for {@code git apply}; empty when the spec may stay as it is
     * @param skeleton a spec to begin with, of what is not packaged; else empty
     */
    public record Remedy(String patch, String skeleton) {
        public static final Remedy NONE = new Remedy("", "");
    }

    /**
     * What else is touched.
     *
     * @param labels of the line and dependency repositories that provide it, and at which version: {@code current: 1.15 (python3-wrapt)}
     * @param without labels of the line with which it is not met
     * @param packages that do not take what upstream needs: {@code python3-debtcollector needs python3dist(wrapt) < 2}
     * @param constraints how many others have which bound: {@code 14 packages need <= 9.2}
     * @param hints what may be done besides
     */
    public record Reach(
            List<String> labels,
            List<String> without,
            List<String> packages,
            List<String> constraints,
            List<String> hints) {
        public static final Reach NONE = new Reach(List.of(), List.of(), List.of(), List.of(), List.of());

        public Reach {
            labels = List.copyOf(labels);
            without = List.copyOf(without);
            packages = List.copyOf(packages);
            constraints = List.copyOf(constraints);
            hints = List.copyOf(hints);
        }
    }
}
