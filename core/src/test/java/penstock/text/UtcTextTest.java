package penstock.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTextTest {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Test
    void timesAreWrittenAsTheJdkWritesThem() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant second = Instant.ofEpochSecond(random.nextLong(-70_000_000_000L, 260_000_000_000L));
            same(second);
            same(second.plusNanos(random.nextInt(1000) * 1_000_000L));
            same(second.plusNanos(random.nextInt(1_000_000) * 1000L));
            same(second.plusNanos(random.nextInt(1_000_000_000)));
        }
    }

    @Test
    void theEndsOfYearsAreToo() {
        for (String time : new String[] {
            "0000-01-01T00:00:00Z",
            "-0001-12-31T23:59:59.999999999Z",
            "1969-12-31T23:59:59.000000001Z",
            "1970-01-01T00:00:00Z",
            "2024-02-29T12:00:00.5Z",
            "9999-12-31T23:59:59.999Z",
            "+10000-01-01T00:00:00Z"
        }) {
            same(Instant.parse(time));
        }
    }

    private static void same(Instant time) {
        assertThat(UtcText.exact(time)).isEqualTo(time.toString());
        assertThat(UtcText.second(time))
                .isEqualTo(time.truncatedTo(ChronoUnit.SECONDS).toString());
        assertThat(UtcText.minute(time)).isEqualTo(MINUTE.format(time));
    }
}
