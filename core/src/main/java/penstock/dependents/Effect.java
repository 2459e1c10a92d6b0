package penstock.dependents;

import java.util.Optional;

/** What a new build of a package changed for one that needs it. */
public enum Effect {
    NEWLY_BROKEN,
    NEWLY_FIXED,
    /** It passes with both builds. */
    PASSING,
    /** It fails with both, for whatever reason: the new build is not to blame. */
    FAILING,
    /** One side, or both, is not known. */
    UNDECIDED;

    /**
     * @param before with what {@code current} has
     * @param after with the new build in its place
     */
    public static Effect of(Ending before, Ending after) {
        Optional<Boolean> passed = before.passes();
        Optional<Boolean> passes = after.passes();
        if (passed.isEmpty() || passes.isEmpty()) {
            return UNDECIDED;
        }
        return passed.get() ? (passes.get() ? PASSING : NEWLY_BROKEN) : (passes.get() ? NEWLY_FIXED : FAILING);
    }

    /** Whether people are shown which package it is. */
    public boolean isShown() {
        return this != PASSING && this != FAILING;
    }
}
