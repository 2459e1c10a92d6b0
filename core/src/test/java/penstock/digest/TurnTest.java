package penstock.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.digest.Turn.Told;
import penstock.week.Week;
import penstock.week.WeekTime;

/** Each week is told once, whatever the clock does and whenever the program runs (part 4, C5). */
class TurnTest {
    private static final WeekTime TIME = WeekTime.of("monday 06:00").orElseThrow();

    private Optional<Told> told = Optional.empty();
    private final List<String> weeks = new ArrayList<>();

    /** Days of November 2026; the 2nd, 9th, 16th, 23rd and 30th are Mondays. */
    private static Instant november(int day, String time) {
        return Instant.parse("2026-11-01T" + time + ":00Z").plus(Duration.ofDays(day - 1L));
    }

    private void at(Instant now) {
        Turn turn = Turn.of(told, TIME, now);
        told = Optional.of(turn.next());
        turn.week().ifPresent(week -> weeks.add(day(week.from()) + " - " + day(week.to())));
        assertThat(Turn.of(told, TIME, now)).isEqualTo(new Turn(turn.next(), Optional.empty()));
    }

    private static String day(Instant at) {
        return at.toString().substring(5, 16);
    }

    @Test
    void the_week_in_which_it_is_begun_is_the_first_that_is_told() {
        at(november(4, "12:00"));
        at(november(9, "05:59"));
        assertThat(weeks).isEmpty();
        at(november(9, "06:00"));
        at(november(9, "06:01"));
        at(november(15, "23:00"));
        at(november(17, "10:00"));
        assertThat(weeks).containsExactly("11-02T06:00 - 11-09T06:00", "11-09T06:00 - 11-16T06:00");
    }

    @Test
    void weeks_that_were_missed_are_in_one_digest_and_very_old_ones_in_none() {
        at(november(2, "07:00"));
        at(november(24, "07:00"));
        at(november(30, "07:00"));
        assertThat(weeks).containsExactly("11-02T06:00 - 11-23T06:00", "11-23T06:00 - 11-30T06:00");
        at(november(80, "07:00"));
        assertThat(weeks).last().isEqualTo("01-11T06:00 - 01-18T06:00");
    }

    @Test
    void a_clock_that_goes_back_a_little_repeats_nothing() {
        at(november(2, "07:00"));
        at(november(9, "06:01"));
        at(november(9, "05:59"));
        at(november(9, "06:00"));
        assertThat(weeks).hasSize(1);
        at(november(16, "06:00"));
        assertThat(weeks).last().isEqualTo("11-09T05:59 - 11-16T06:00");
    }

    @Test
    void a_clock_that_was_ahead_for_some_days_loses_nothing_of_them() {
        at(november(2, "07:00"));
        at(november(10, "12:00"));
        at(november(6, "12:00"));
        at(november(7, "12:00"));
        at(november(9, "12:00"));
        at(november(16, "06:00"));
        assertThat(weeks).containsExactly("11-02T06:00 - 11-09T06:00", "11-06T12:00 - 11-16T06:00");
    }

    @Test
    void a_clock_that_was_far_ahead_silences_nothing() {
        at(november(2, "07:00"));
        at(november(4000, "12:00"));
        at(november(3, "12:00"));
        assertThat(weeks).hasSize(1);
        at(november(9, "06:00"));
        at(november(16, "06:00"));
        assertThat(weeks).hasSize(3).endsWith("11-03T12:00 - 11-09T06:00", "11-09T06:00 - 11-16T06:00");
    }

    @Test
    void another_time_of_the_week_neither_repeats_nor_leaves_out_anything() {
        at(november(2, "07:00"));
        at(november(9, "07:00"));
        WeekTime sunday = WeekTime.of("sunday 18:00").orElseThrow();
        assertThat(Turn.of(told, sunday, november(10, "00:00")).week()).isEmpty();
        assertThat(Turn.of(told, sunday, november(15, "18:00")).week())
                .contains(new Week(november(9, "06:00"), november(15, "18:00")));
    }
}
