package penstock.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import penstock.week.Week;
import penstock.week.WeekTime;

/**
 * Whether a digest is to be written now. Each end of a week has one, whatever the clock does and whenever the program runs:
 *
 * <pre>
 *   what is known                      what is done
 *   nothing                            begun: the week that runs is the first to be told
 *   told through the last end          nothing
 *   told before the last end           all since is told; what was missed is in one digest, of {@link #MOST} at most
 *   told through an end that is        the clock went back: that end is not told again, but what happens from now on
 *     still to come                    is part of the next digest
 *   ... and is more than a week away   the clock was far ahead: the next end is told as usual
 * </pre>
 *
 * @param next what is known from now on
 * @param week what is to be told; empty for nothing
 */
public record Turn(Told next, Optional<Week> week) {
    /** What a digest is about at most. */
    static final Duration MOST = WeekTime.LENGTH.multipliedBy(5);

    /**
     * What people were told.
     *
     * @param through the end of the last week that they were told of
     * @param covered until when they were told what happened; before {@code through} only if the clock went back
     */
    public record Told(Instant through, Instant covered) {}

    public static Turn of(Optional<Told> known, WeekTime time, Instant now) {
        Instant end = time.lastEnd(now);
        if (known.isEmpty()) {
            return new Turn(new Told(end, end), Optional.empty());
        }
        Told told = known.orElseThrow();
        if (told.through().isBefore(end)) {
            Instant earliest = end.minus(MOST);
            Instant from = told.covered().isBefore(earliest) ? end.minus(WeekTime.LENGTH) : told.covered();
            return new Turn(new Told(end, end), Optional.of(new Week(from, end)));
        }
        Instant covered = told.covered().isAfter(now) ? now : told.covered();
        boolean farAhead = told.through().isAfter(now.plus(WeekTime.LENGTH));
        return new Turn(new Told(farAhead ? end : told.through(), covered), Optional.empty());
    }
}
