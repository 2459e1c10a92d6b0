package penstock.dlrn;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, of its address and its body together. They are read one after the other, as DLRN's own validation does it:
 * truth and numbers may be texts ({@code "True"}, {@code "1"}), texts must be texts, and what is wrong is told all at once.
 */
public final class Parameters {
    private static final List<String> TRUE = List.of("1", "on", "t", "true", "y", "yes");
    private static final List<String> FALSE = List.of("0", "off", "f", "false", "n", "no");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final int LONGEST = 4096;

    private final Map<String, Object> given;
    private final Map<String, String> mistakes = new LinkedHashMap<>();

    /** @param given texts, numbers, truth values, and anything else for what is none of these; nothing for null */
    public Parameters(Map<String, ?> given) {
        this.given = Map.copyOf(given);
    }

    /** A text that may be missing. */
    public Optional<String> text(String name) {
        Object value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            mistakes.put(name, "str type expected");
            return Optional.empty();
        }
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            mistakes.put(name, "ensure this value has at most " + LONGEST + " characters, none of them NUL");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A text that must be there; empty when it is not, which {@link #check} tells. */
    public String requiredText(String name) {
        return required(name) ? text(name).orElse("") : "";
    }

    /** A text that must be there and may come as a number. */
    public String requiredWord(String name) {
        Object value = given.get(name);
        return value instanceof Number ? value.toString() : requiredText(name);
    }

    public Optional<Boolean> truth(String name) {
        Object value = given.get(name);
        Boolean truth = value == null ? null : truth(value);
        if (value != null && truth == null) {
            mistakes.put(name, "value could not be parsed to a boolean");
        }
        return Optional.ofNullable(truth);
    }

    private static @Nullable Boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        String text = value.toString().toLowerCase(Locale.ROOT);
        if (!(value instanceof String) && !(value instanceof Number)) {
            return null;
        }
        return TRUE.contains(text) ? Boolean.TRUE : FALSE.contains(text) ? Boolean.FALSE : null;
    }

    public boolean requiredTruth(String name) {
        return required(name) && truth(name).orElse(false);
    }

    /** A whole number. */
    public Optional<Long> number(String name) {
        Object value = given.get(name);
        Long number = value == null ? null : number(value);
        if (value != null && number == null) {
            mistakes.put(name, "value is not a valid integer");
        }
        return Optional.ofNullable(number);
    }

    private static @Nullable Long number(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1L : 0L;
            case Double real when Math.abs(real) < 1e15 -> (long) (double) real;
            case BigInteger big when big.bitLength() < 60 -> big.longValue();
            case Integer whole -> Long.valueOf(whole);
            case Long whole -> whole;
            case String text when INTEGER.matcher(text.strip()).matches() -> Long.valueOf(text.strip());
            default -> null;
        };
    }

    public long requiredNumber(String name) {
        return required(name) ? number(name).orElse(0L) : 0;
    }

    /** A whole number that is not below 0. */
    public Optional<Long> count(String name) {
        Optional<Long> number = number(name);
        if (number.filter(n -> n < 0).isPresent()) {
            mistakes.put(name, "ensure this value is greater than or equal to 0");
            return Optional.empty();
        }
        return number;
    }

    private boolean required(String name) {
        if (!given.containsKey(name)) {
            mistakes.put(name, "field required");
            return false;
        }
        return true;
    }

    /** Notes what is wrong with a parameter that was read. */
    public void mistake(String name, String words) {
        mistakes.putIfAbsent(name, words);
    }

    /** @throws Refused when any of those that were read is wrong */
    public void check() throws Refused {
        if (!mistakes.isEmpty()) {
            throw Refused.badly("Errors detected: " + mistakes.size() + " {"
                    + mistakes.entrySet().stream()
                            .map(mistake -> "'" + mistake.getKey() + "': '" + mistake.getValue() + "'")
                            .collect(Collectors.joining(", "))
                    + "}");
        }
    }
}
