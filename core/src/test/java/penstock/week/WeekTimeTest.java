package penstock.week;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time of each week, as people write it. The 30th of November 2026 is a Monday. */
class WeekTimeTest {
    @ParameterizedTest
    @CsvSource({
        "monday 06:00,     2026-11-30T06:00:00Z, 2026-11-30T06:00:00Z",
        "monday 06:00,     2026-11-30T05:59:59Z, 2026-11-23T06:00:00Z",
        "monday 06:00,     2026-11-29T23:00:00Z, 2026-11-23T06:00:00Z",
        "Sunday   23:59,   2026-11-30T00:00:00Z, 2026-11-29T23:59:00Z",
        "tuesday 00:00,    2026-11-30T12:00:00Z, 2026-11-24T00:00:00Z",
        "friday 17:30,     2027-01-01T17:29:59Z, 2026-12-25T17:30:00Z",
    })
    void the_last_end_of_a_week_is_not_in_the_future(String text, Instant now, Instant end) {
        WeekTime time = WeekTime.of(text).orElseThrow();
        assertThat(time.lastEnd(now)).isEqualTo(end);
        assertThat(WeekTime.of(time.text())).contains(time);
    }

    @ParameterizedTest
    @CsvSource({
        "monday 06:00, 2026-11-30, 2026-11-30T06:00:00Z",
        "monday 06:00, 2026-11-29, 2026-11-23T06:00:00Z",
        "sunday 18:00, 2026-11-29, 2026-11-29T18:00:00Z",
        "monday 00:00, 2026-11-30, 2026-11-30T00:00:00Z",
    })
    void a_day_is_in_the_week_that_runs_at_its_end(String text, LocalDate day, Instant from) {
        Week week = WeekTime.of(text).orElseThrow().around(day);
        assertThat(week).isEqualTo(new Week(from, from.plus(Duration.ofDays(7))));
    }

    @ParameterizedTest
    @CsvSource({"monday", "mon 06:00", "monday 6:00", "monday 24:00", "monday 06:60", "06:00 monday", "weekly 06:00"})
    void what_is_no_time_of_a_week_is_none(String text) {
        assertThat(WeekTime.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, true",
        "2026-11-31, false",
        "2026-1-1, false",
        "+999999999-12-31, false",
        "monday 123, false"
    })
    void a_day_is_a_date(String text, boolean good) {
        assertThat(WeekTime.day(text).isPresent()).isEqualTo(good);
    }
}
