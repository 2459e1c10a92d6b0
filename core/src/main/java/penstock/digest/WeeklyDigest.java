package penstock.digest;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import penstock.week.Week;

/**
 * What a week brought to a line.
 *
 * @param breakages packages that were broken at some moment of it, by when they broke
 * @param waits empty of a week that is long over: only what waits now is known
 */
public record WeeklyDigest(
        String line, Week week, Moves moves, Builds builds, List<Breakage> breakages, Optional<Waits> waits) {
    public WeeklyDigest {
        breakages = List.copyOf(breakages);
    }

    /**
     * What became of labels.
     *
     * @param promoted those that move by rules or by hand, by name and component
     */
    public record Moves(List<LabelMove> promoted, Consistent consistent) {
        public Moves {
            promoted = List.copyOf(promoted);
        }
    }

    /**
     * The label that comes by itself to what was built without a failure.
     *
     * @param moves how often it moved, in all components together
     * @param last its last move in the week or before; empty when it never moved
     */
    public record Consistent(int moves, Optional<Instant> last) {}

    /** How many builds ended how; those that are tried again have not ended. */
    public record Builds(int succeeded, int failed) {}

    /** That broke in the week, mended since or not. */
    public List<Breakage> broke() {
        return breakages.stream().filter(one -> week.has(one.since())).toList();
    }

    /** That were mended in the week, by when. */
    public List<Breakage> mended() {
        return breakages.stream()
                .filter(one -> one.mended().isPresent())
                .sorted(Comparator.comparing(one -> one.mended().orElseThrow().at()))
                .toList();
    }

    /** That are broken at the end of the week. */
    public List<Breakage> broken() {
        return breakages.stream().filter(one -> one.mended().isEmpty()).toList();
    }

    /** That were broken before the week, and were so all through it. */
    public List<Breakage> still() {
        return broken().stream().filter(one -> !week.has(one.since())).toList();
    }
}
