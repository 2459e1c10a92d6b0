package penstock.engine.port;

/**
 * Looks whether this process still is the factory's owner, where another may take over from one that fell silent. To be asked before
 * something outside the database changes that the next owner relies on.
 */
@FunctionalInterface
public interface Fence {
    /** For a factory whose owner has a lock that only its end gives back. */
    Fence NONE = () -> {};

    /** @throws OutsideFailure not retryable when another process has taken over; this one must change nothing any more */
    void check() throws OutsideFailure;
}
