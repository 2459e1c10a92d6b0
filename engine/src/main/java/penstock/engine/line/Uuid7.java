package penstock.engine.line;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes version 7 UUIDs (RFC 9562, section 5.7): 48 bits of milliseconds, 12 that count, then random bits. Sorted as text they are in
 * the order in which one maker made them, also within a millisecond and when the clock goes back (section 6.2, method 1).
 */
public final class Uuid7 {
    private static final int COUNTED = 0x1000;

    private final SecureRandom random = new SecureRandom();
    /** Milliseconds and counter of the last one, as one number that only rises. */
    private long last;

    /** An id of this time, or of the next that is later than every one before. May be called from any thread. */
    public String next(Instant at) {
        long place = place(at.toEpochMilli() * COUNTED);
        long high = (place / COUNTED) << 16 | 0x7000 | place % COUNTED;
        long low = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low).toString();
    }

    private synchronized long place(long wanted) {
        last = Math.max(wanted, last + 1);
        return last;
    }
}
