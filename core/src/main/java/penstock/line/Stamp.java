package penstock.line;

import java.time.Instant;
import java.util.UUID;

/**
 * When an event was taken, and the id that it got: a UUIDv7 made by whoever took it. What a step creates gets ids counted up
 * from it, so that a step needs no source of randomness.
 */
public record Stamp(String id, Instant at) {
    /** The n-th id after this one; still a UUIDv7 of the same millisecond. */
    public String next(int n) {
        UUID mine = UUID.fromString(id);
        long low = mine.getLeastSignificantBits();
        long variant = low & 0xC000_0000_0000_0000L;
        return new UUID(mine.getMostSignificantBits(), variant | ((low + n) & 0x3FFF_FFFF_FFFF_FFFFL)).toString();
    }
}
