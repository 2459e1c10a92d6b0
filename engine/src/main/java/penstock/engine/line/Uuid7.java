package penstock.engine.line;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes version 7 UUIDs (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits; sorted by time as text. */
public final class Uuid7 {
    private final SecureRandom random = new SecureRandom();

    /** An id of this time. */
    public String next(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low).toString();
    }
}
