package penstock.line;

import java.time.Instant;
import java.util.Comparator;

/**
 * Who waits for what; all of it but the excuses' times follows from the packages.
 *
 * @param waits why each package waits, by project
 * @param ready what can be built as soon as a worker is free, the longest waiting first
 * @param due the ends of waits
 * @param first the packages never looked at that a pass looks at now, and those whose spec is read for the first time
 * @param building how many builds run
 * @param stops what keeps builds from beginning whatever is ready
 * @param open how many packages have anything to do, and labels that move
 */
record Board(
        PersistentMap<String, Excuse> waits,
        PersistentMap<Turn, Start> ready,
        PersistentMap<Due, Boolean> due,
        PersistentMap<String, First> first,
        int building,
        Stops stops,
        int open) {
    static final Board EMPTY = new Board(
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            0,
            Stops.NONE,
            0);

    enum First {
        LOOK,
        READ
    }

    /** @param since when its task was taken up */
    record Turn(Instant since, int index, String project) implements Comparable<Turn> {
        private static final Comparator<Turn> ORDER =
                Comparator.comparing(Turn::since).thenComparingInt(Turn::index).thenComparing(Turn::project);

        @Override
        public int compareTo(Turn other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * How a build starts.
     *
     * @param bootstrap to break a cycle
     * @param unbuilt whether packages that it needs in its cycle were never built
     */
    record Start(boolean bootstrap, boolean unbuilt) {
        static final Start PLAIN = new Start(false, false);
    }

    /** @param name a project, or {@code component label} with a space between */
    record Due(Instant at, Kind kind, String name) implements Comparable<Due> {
        enum Kind {
            PACKAGE,
            LABEL
        }

        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::kind).thenComparing(Due::name);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }
}
