package penstock.engine.require;

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

    /** What is to be read; the history is no longer there afterwards. */
    interface Reading<T> {
        T of(SourceHistory history) throws OutsideFailure;
    }
}
