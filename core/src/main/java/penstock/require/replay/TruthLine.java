package penstock.require.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import penstock.change.Commit;

/**
 * A line that the packagers changed, where upstream had changed the same requirement since they last changed any: the truth that a replay
 * is compared with.
 *
 * @param by the packaging commit
 * @param was its bounds before; none when nothing stated it
 * @param is its bounds after; none when it was taken out
 * @param ours its bounds in the spec with our patches
 * @param unneeded whether a hint of ours said that the line may go
 * @param noticed the first of upstream's commits since then at which we would have told of this requirement
 */
public record TruthLine(
        Commit by,
        LineKey key,
        SortedSet<String> was,
        SortedSet<String> is,
        SortedSet<String> ours,
        boolean unneeded,
        Optional<Commit> noticed) {
    public boolean isRemoved() {
        return is.isEmpty();
    }

    /** Whether our patch gives the same line; where it was taken out, whether our hint was to do that. */
    public boolean agrees() {
        return isRemoved() ? unneeded : is.equals(ours);
    }

    /** Whole days from when we would have told of it until the packagers did it. */
    public Optional<Long> leadDays() {
        return noticed.map(
                first -> Duration.between(first.committed(), by.committed()).toDays());
    }
}
