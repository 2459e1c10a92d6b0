package penstock.require.replay;

import java.util.SortedSet;
import penstock.version.Evr;

/** Bounds of lines as they are written: {@code >= 2:5.2.0}; the empty text is any version. */
final class Bound {
    private Bound() {}

    /** Whether one of them is this bound, or a lower bound that is at least as high. */
    static boolean reached(SortedSet<String> bounds, String bound) {
        return bound.isEmpty()
                || bounds.contains(bound)
                || (bound.startsWith(">")
                        && bounds.stream().anyMatch(one -> one.startsWith(">") && isAtLeast(one, bound)));
    }

    private static boolean isAtLeast(String one, String bound) {
        return version(one).compareTo(version(bound)) >= 0;
    }

    private static Evr version(String bound) {
        return Evr.parse(bound.substring(bound.indexOf(' ') + 1));
    }
}
