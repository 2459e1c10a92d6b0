package penstock.engine.follow;

import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;

/** Takes what the follower finds: the lines' queues. */
public interface Findings {
    /**
     * Called once for every package that was looked at, from several threads, {@link Finding.Unchanged} included (which must cost
     * next to nothing). When it returns from a {@link Finding.Moved}, the package's {@link Positions} says so: the last source
     * commit of the finding and its distgit commit are taken up, in the same transaction that queued them. One that is
     * thrown back is offered again at the next look.
     *
     * @param line the release line's name
     */
    void take(String line, Finding finding) throws OutsideFailure;

    /** The same; what was found is left where the package is configured otherwise by now than when the look began. */
    default void take(Watch watch, Finding finding) throws OutsideFailure {
        take(watch.line(), finding);
    }
}
