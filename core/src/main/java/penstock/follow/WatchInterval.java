package penstock.follow;

import java.time.Duration;
import java.time.Instant;

/**
 * When to look at a repository again. What changed a while ago is likely to stay as long again, so the interval grows with the time since the
 * last change; what fails is asked ever less often.
 *
 * @param least for a repository that changes all the time
 * @param most for one that never changes, or always fails
 */
public record WatchInterval(Duration least, Duration most) {
    /** The part of the time without a change that may pass before the next one is noticed. */
    private static final int PART = 24;

    public WatchInterval {
        if (least.isNegative() || least.isZero() || least.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "the least interval is above 0 and not above the most: " + least + ", " + most);
        }
    }

    /**
     * @param jitter from 0 to below 1, another one each time: spreads the looks of many repositories by a tenth either way
     * @return within the bounds but for the jitter
     */
    public Duration next(Sighting last, Instant now, double jitter) {
        Duration quiet = Duration.between(last.changed(), now);
        Duration wanted = last.failures() > 0 ? backOff(last.failures()) : quiet.dividedBy(PART);
        Duration bounded = wanted.compareTo(least) < 0 ? least : wanted.compareTo(most) > 0 ? most : wanted;
        return Duration.ofMillis(Math.round(bounded.toMillis() * (0.9 + 0.2 * jitter)));
    }

    private Duration backOff(int failures) {
        Duration wait = least;
        for (int i = 0; i < failures && wait.compareTo(most) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait;
    }
}
