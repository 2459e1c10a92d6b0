package penstock.line;

import java.time.Duration;

/**
 * What an operator sets for a line.
 *
 * @param workers builds at once
 * @param attempts how often at most something is tried that fails for a passing reason
 * @param retryAfter the wait after the first such failure; it doubles with each, up to 32 times
 * @param withTests run the packages' tests
 */
public record Settings(int workers, int attempts, Duration retryAfter, boolean withTests) {
    private static final int DOUBLINGS = 5;

    public Settings {
        if (workers < 1 || attempts < 1 || retryAfter.isNegative()) {
            throw new IllegalArgumentException("workers and attempts are 1 or more, the wait is not negative: "
                    + workers + ", " + attempts + ", " + retryAfter);
        }
    }

    /** @param attempt that failed, from 1 */
    Duration wait(int attempt) {
        return retryAfter.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
    }

    Duration longestWait() {
        return retryAfter.multipliedBy(1L << DOUBLINGS);
    }
}
