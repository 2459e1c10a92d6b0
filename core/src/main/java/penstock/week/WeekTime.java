package penstock.week;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of each week, in UTC, at which weeks end. */
public record WeekTime(DayOfWeek day, LocalTime time) {
    /** Where nobody says otherwise. */
    public static final WeekTime MONDAY = new WeekTime(DayOfWeek.MONDAY, LocalTime.MIDNIGHT);

    /** As people write days. */
    public static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Of a week. */
    public static final Duration LENGTH = Duration.ofDays(7);

    private static final Pattern PARTS = Pattern.compile("(\\w+)\\s+([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** {@code monday 06:00}; empty for anything else. */
    public static Optional<WeekTime> of(String text) {
        Matcher matcher = PARTS.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || !DAYS.contains(matcher.group(1))) {
            return Optional.empty();
        }
        return Optional.of(new WeekTime(
                DayOfWeek.of(DAYS.indexOf(matcher.group(1)) + 1),
                LocalTime.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)))));
    }

    /** {@code 2026-11-23}; empty for anything else. */
    public static Optional<LocalDate> day(String text) {
        try {
            return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** As {@link #of} reads it. */
    public String text() {
        return DAYS.get(day.getValue() - 1) + " " + MINUTE.format(time);
    }

    /** The end of the last week that is over. */
    public Instant lastEnd(Instant now) {
        ZonedDateTime at = now.atZone(ZoneOffset.UTC);
        Instant end = at.with(TemporalAdjusters.previousOrSame(day)).with(time).toInstant();
        return end.isAfter(now) ? end.minus(LENGTH) : end;
    }

    /** The week that runs at the end of a day. */
    public Week around(LocalDate within) {
        Instant from = lastEnd(
                within.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1));
        return new Week(from, from.plus(LENGTH));
    }
}
