package penstock.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids sort as they were made (RFC 9562). */
class Uuid7Test {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final Uuid7 ids = new Uuid7();

    @Test
    void idsOfOneMillisecondAndOfAClockThatGoesBackStayInOrder() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next(i % 3 == 0 ? NOW.minusSeconds(5) : NOW));
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theTimeIsInIt() {
        UUID id = UUID.fromString(ids.next(NOW));
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }
}
