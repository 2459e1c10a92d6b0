package penstock.engine.follow;

import penstock.follow.Sighting;

/** Something beside the packages' repositories that is watched like one of them. */
public interface Lookout {
    /** What {@link WatchLoop#lookNow} calls it. */
    String url();

    /**
     * Looks, and has done what follows. Never called by two threads at one time for what one {@link WatchLoop#follow} began, but for what another
     * did it may be.
     *
     * @return how it went, by which the time of the next look is worked out
     */
    Sighting look() throws InterruptedException;
}
