package penstock.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 90s}, {@code 2h}, {@code 4G}. */
public final class Quantity {
    private static final Pattern PARTS = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]*)");
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30, "T", 1L << 40);

    private Quantity() {}

    public static Optional<Duration> duration(String text) {
        Matcher matcher = PARTS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.ofNullable(TIMES.get(matcher.group(2)))
                .filter(unit -> number <= Duration.ofDays(3650).toMillis() / unit.toMillis())
                .map(unit -> unit.multipliedBy(number));
    }

    static Optional<Long> size(String text) {
        Matcher matcher = PARTS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.ofNullable(SIZES.get(matcher.group(2)))
                .filter(unit -> number <= Long.MAX_VALUE / unit)
                .map(unit -> unit * number);
    }

    /** As they are written: {@code 7d}. */
    public static String text(Duration duration) {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long millis = TIMES.getOrDefault(unit, Duration.ofMillis(1)).toMillis();
            if (duration.toMillis() % millis == 0 && duration.toMillis() >= millis) {
                return duration.toMillis() / millis + unit;
            }
        }
        return duration.toMillis() + "ms";
    }

    static String text(long size) {
        for (String unit : new String[] {"T", "G", "M", "K"}) {
            long bytes = SIZES.getOrDefault(unit, 1L);
            if (size % bytes == 0 && size >= bytes) {
                return size / bytes + unit;
            }
        }
        return Long.toString(size);
    }
}
