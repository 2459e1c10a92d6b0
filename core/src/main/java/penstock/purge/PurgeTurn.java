package penstock.purge;

import java.time.Duration;
import java.time.Instant;

/**
 * When it is time to purge, by a wall clock that may be wrong for a while. What is old is told by that clock, so one that runs ahead would
 * let go what is not old; and one that is set back would put the next purge off until the old time comes again.
 *
 * <pre>
 * since the last look the wall clock went on
 *   as the machine's did            due at its time
 *   an hour more than that, or more put off by a whole interval: who sees the warning has so long to set the clock
 *   less, so that the next purge is further away than an interval   due
 * </pre>
 *
 * @param due the next purge
 * @param wall the time of the last look
 * @param machine what the machine's own clock, which nobody sets, showed at that look
 */
public record PurgeTurn(Instant due, Instant wall, Duration machine) {
    private static final Duration BELIEVED = Duration.ofHours(1);

    /** Whether the wall clock was set ahead since the last look, or the machine slept. */
    public boolean isAhead(Instant now, Duration nowOfMachine) {
        Duration byWall = Duration.between(wall, now);
        return byWall.minus(nowOfMachine.minus(machine)).compareTo(BELIEVED) >= 0;
    }

    /** @param every how long from one purge to the next */
    public boolean isDue(Instant now, Duration nowOfMachine, Duration every) {
        return !isAhead(now, nowOfMachine) && (!now.isBefore(due) || due.isAfter(now.plus(every)));
    }

    /** After a look, and a purge where one was due. */
    public PurgeTurn looked(Instant now, Duration nowOfMachine, Duration every) {
        boolean again = isAhead(now, nowOfMachine) || isDue(now, nowOfMachine, every);
        return new PurgeTurn(again ? now.plus(every) : due, now, nowOfMachine);
    }
}
