package penstock.engine.follow;

import java.time.Duration;
import penstock.follow.FallBack;
import penstock.follow.WatchInterval;

/**
 * @param perHost connections to one host at one time; git daemon's own limit is 32
 * @param commits how many new commits of a package are taken up at once: a bound on memory, years of the busiest project; older ones
 *     are left out, and that is shown
 */
public record FollowSettings(FallBack fallBack, WatchInterval interval, int perHost, int commits) {
    public static final FollowSettings USUAL = new FollowSettings(
            FallBack.NEVER, new WatchInterval(Duration.ofSeconds(30), Duration.ofMinutes(15)), 8, 10_000);
}
