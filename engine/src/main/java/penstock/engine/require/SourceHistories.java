package penstock.engine.require;

import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;

/** The histories of followed repositories, from their local copies as they are: nothing is fetched. */
public interface SourceHistories {
    /**
     * Reads a history while nobody replaces the local copy.
     *
     * @param url as the distribution gives it
     * @throws OutsideFailure also when there is no local copy
     */
    <T> T read(String url, Reading<T> reading) throws OutsideFailure;

    /**
     * Reads a history from what is followed of it, by one look into the local copy. A copy that turns out to be damaged is made anew and read once
     * more.
     *
     * @param refs as {@link penstock.engine.port.Mirror#resolve} takes them; the first that is there is followed
     * @return empty when there is no local copy, or it has none of them
     */
    <T> Optional<T> follow(String url, List<String> refs, FollowedReading<T> reading) throws OutsideFailure;

    /** What is to be read; the history is no longer there afterwards. */
    interface Reading<T> {
        T of(SourceHistory history) throws OutsideFailure;
    }

    /** The same from a commit on. */
    interface FollowedReading<T> {
        T of(SourceHistory history, Commit tip) throws OutsideFailure;
    }
}
