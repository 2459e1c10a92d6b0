package penstock.text;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Times as pages and documents have them, in UTC. A page has some hundred of them, for which the JDK's formatters would take a tenth of the
 * page's cost.
 */
public final class UtcText {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LATEST = 9999;

    private UtcText() {}

    /** {@code 2026-03-01 12:00}. */
    public static String minute(Instant instant) {
        LocalDateTime at = utc(instant);
        return isUsual(at) ? text(at, ' ', 16, 0, 0) : MINUTE.format(instant);
    }

    /** {@code 2026-03-01T12:00:00Z}. */
    public static String second(Instant instant) {
        LocalDateTime at = utc(instant);
        return isUsual(at)
                ? text(at, 'T', 20, 0, 0)
                : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** As {@link Instant#toString} has it: {@code 2026-03-01T12:00:00.123456Z}, with none, 3, 6 or 9 digits after the second. */
    public static String exact(Instant instant) {
        LocalDateTime at = utc(instant);
        if (!isUsual(at)) {
            return instant.toString();
        }
        int nanos = at.get(ChronoField.NANO_OF_SECOND);
        if (nanos == 0) {
            return text(at, 'T', 20, 0, 0);
        }
        int digits = nanos % 1000 != 0 ? 9 : nanos % 1_000_000 != 0 ? 6 : 3;
        int fraction = digits == 9 ? nanos : digits == 6 ? nanos / 1000 : nanos / 1_000_000;
        return text(at, 'T', 21 + digits, digits, fraction);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    }

    private static boolean isUsual(LocalDateTime at) {
        return at.getYear() > 0 && at.getYear() <= LATEST;
    }

    /** @param length of the whole; from 20 on it ends with Z */
    private static String text(LocalDateTime at, char between, int length, int digits, int fraction) {
        byte[] text = new byte[Math.max(length, 20)];
        number(text, 4, 4, at.getYear());
        text[4] = '-';
        number(text, 7, 2, at.getMonthValue());
        text[7] = '-';
        number(text, 10, 2, at.getDayOfMonth());
        text[10] = (byte) between;
        number(text, 13, 2, at.getHour());
        text[13] = ':';
        number(text, 16, 2, at.getMinute());
        text[16] = ':';
        number(text, 19, 2, at.getSecond());
        if (digits > 0) {
            text[19] = '.';
            number(text, 20 + digits, digits, fraction);
        }
        text[text.length - 1] = 'Z';
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static void number(byte[] text, int end, int digits, int value) {
        int left = value;
        for (int i = end - 1; i >= end - digits; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
