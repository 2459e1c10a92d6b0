package penstock.promote.notice;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.line.Promotion;

/**
 * A promotion that was carried out, before it is put into words.
 *
 * @param previous where the label was in each part's component; empty the first time
 * @param packages what differs
 * @param ended the components that people were told not to move, and that did now; all of the label under the empty name
 */
public record PromotionNotice(
        String line,
        Promotion promotion,
        Instant at,
        List<String> previous,
        Packages packages,
        SortedSet<String> ended) {
    public PromotionNotice {
        previous = List.copyOf(previous);
        ended = new TreeSet<>(ended);
    }

    /**
     * @param first some of the packages whose versions differ
     * @param more whether there are others
     */
    public record Packages(List<PackageMove> first, boolean more) {
        public static final Packages NONE = new Packages(List.of(), false);

        public Packages {
            first = List.copyOf(first);
        }
    }

    /**
     * @param from name, version and release of its source package; empty when it was not there
     * @param to the same now; empty when it is not there any more
     */
    public record PackageMove(String project, String from, String to) {}
}
