package penstock.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.yaml.YamlScalar.Value;

/**
 * YAML 1.1's rules for scalars as PyYAML has them: which type a plain scalar is of, and what its value is. The patterns are those
 * of {@code resolver.py}; a scalar is only held against those that its first character allows, as there.
 */
final class ScalarRules {
    static final Value NULL = new Value.Null();
    /** A plain {@code <<}. */
    static final Value MERGE = new Value.Tagged("merge", "<<");
    /** A plain {@code =}. */
    static final Value VALUE = new Value.Tagged("value", "=");

    private static final Value TRUE = new Value.Bool(true);
    private static final Value FALSE = new Value.Bool(false);
    private static final Map<String, Value> BOOLS =
            Map.of("yes", TRUE, "true", TRUE, "on", TRUE, "no", FALSE, "false", FALSE, "off", FALSE);
    private static final Set<String> WORDS = Set.of(
            "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE", "on", "On", "ON",
            "off", "Off", "OFF");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INT = Pattern.compile("[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)"
            + "|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
            + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?");
    private static final Pattern TIMESTAMP_PARTS = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:(?:[Tt]|[ \\t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]*))?"
            + "(?:[ \\t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?)?");
    private static final Pattern NUMERIC = Pattern.compile("[-+.0-9a-fA-FxeE_:]*");
    /** A bound that no real number reaches; the patterns above recurse on longer ones. */
    private static final int LONGEST_NUMBER = 1000;

    private ScalarRules() {}

    /** The value of a plain scalar without a tag. */
    static Value resolve(String text) {
        if (text.isEmpty()) {
            return NULL;
        }
        char first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return number(text, first);
        }
        return switch (first) {
            case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> word(text);
            case '<' -> text.equals("<<") ? MERGE : new Value.Text(text);
            case '=' -> text.equals("=") ? VALUE : new Value.Text(text);
            default -> new Value.Text(text);
        };
    }

    private static Value word(String text) {
        if (NULLS.contains(text)) {
            return NULL;
        }
        return WORDS.contains(text) ? bool(text) : new Value.Text(text);
    }

    private static Value number(String text, char first) {
        if (text.length() > LONGEST_NUMBER) {
            if (NUMERIC.matcher(text).matches()) {
                throw new IllegalArgumentException("the number is too long");
            }
            return new Value.Text(text);
        }
        if (FLOAT.matcher(text).matches()) {
            return real(text);
        }
        if (first != '.' && INT.matcher(text).matches()) {
            return integer(text);
        }
        return first >= '0' && first <= '9' && TIMESTAMP.matcher(text).matches()
                ? timestamp(text)
                : new Value.Text(text);
    }

    /**
     * The value of a scalar with one of YAML's own tags.
     *
     * @param type the tag without {@code tag:yaml.org,2002:}
     */
    static Value construct(String type, String text) {
        return switch (type) {
            case "str" -> new Value.Text(text);
            case "null" -> NULL;
            case "bool" -> bool(text);
            case "int" -> integer(text);
            case "float" -> real(text);
            case "timestamp" -> timestamp(text);
            case "binary" ->
                new Value.Bytes(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.ISO_8859_1));
            default -> throw new IllegalArgumentException("the tag !!" + type + " is unknown here");
        };
    }

    private static Value bool(String text) {
        Value value = BOOLS.get(text.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException(text + " is no truth value");
        }
        return value;
    }

    private static Value integer(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("the number is too long");
        }
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
            throw new IllegalArgumentException(text + " is no number");
        }
        BigInteger value = magnitude(digits);
        return new Value.Int(negative ? value.negate() : value);
    }

    private static BigInteger magnitude(String digits) {
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            return new BigInteger(digits, 8);
        }
        BigInteger value = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        return value;
    }

    private static Value real(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        double value = switch (digits) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> digits.indexOf(':') < 0 ? Double.parseDouble(digits) : sexagesimal(digits);
        };
        return new Value.Real(negative ? -value : value);
    }

    /** From the right, so that the sum is rounded as in PyYAML. */
    private static double sexagesimal(String digits) {
        String[] parts = digits.split(":", -1);
        double value = 0;
        double base = 1;
        for (int i = parts.length - 1; i >= 0; i--) {
            value += Double.parseDouble(parts[i]) * base;
            base *= 60;
        }
        return value;
    }

    private static Value timestamp(String text) {
        Matcher m = TIMESTAMP_PARTS.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(text + " is no time");
        }
        LocalDate date = LocalDate.of(part(m, 1), part(m, 2), part(m, 3));
        if (m.group(4) == null) {
            return new Value.Date(date);
        }
        String fraction = m.group(7) == null ? "" : m.group(7);
        int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
        LocalDateTime time = date.atTime(part(m, 4), part(m, 5), part(m, 6), micros * 1000);
        if (m.group(8) == null) {
            return new Value.LocalTime(time);
        }
        int minutes = part(m, 10) * 60 + part(m, 11);
        return new Value.ZonedTime(OffsetDateTime.of(
                time, ZoneOffset.ofTotalSeconds(60 * ("-".equals(m.group(9)) ? -minutes : minutes))));
    }

    private static int part(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? 0 : Integer.parseInt(text);
    }
}
