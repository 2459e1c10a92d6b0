package penstock.week;

import java.time.Instant;

/**
 * What time a digest is about; usually seven days.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
public record Week(Instant from, Instant to) {
    public Week {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(from + " is after " + to);
        }
    }

    /** Whether something happened in it. */
    public boolean has(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
