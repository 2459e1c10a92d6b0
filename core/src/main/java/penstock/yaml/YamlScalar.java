package penstock.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import penstock.problem.SourcePosition;

/** A scalar with the value that PyYAML gives it. */
public final class YamlScalar implements YamlNode {
    private final String text;
    private final Value value;
    private final YamlPlace place;

    YamlScalar(String text, Value value, YamlPlace place) {
        this.text = text;
        this.value = value;
        this.place = place;
    }

    /** What a scalar can be. */
    public sealed interface Value {
        record Null() implements Value {}

        record Bool(boolean value) implements Value {}

        record Int(BigInteger value) implements Value {}

        record Real(double value) implements Value {}

        record Date(LocalDate value) implements Value {}

        /** A time without a zone. */
        record LocalTime(LocalDateTime value) implements Value {}

        record ZonedTime(OffsetDateTime value) implements Value {}

        record Text(String value) implements Value {}

        /** {@code !!binary}; a character from 0 to 255 for each byte. */
        record Bytes(String value) implements Value {}

        /** A scalar with a tag of an application, such as {@code !encrypted/pkcs1-oaep}. */
        record Tagged(String tag, String value) implements Value {}
    }

    public Value value() {
        return value;
    }

    /** The characters of the scalar, quotes and escapes resolved. */
    public String text() {
        return text;
    }

    public boolean isNull() {
        return value instanceof Value.Null;
    }

    @Override
    public SourcePosition at() {
        return place.position();
    }

    @Override
    public String file() {
        return place.source().file();
    }

    @Override
    public String described() {
        return switch (value) {
            case Value.Null ignored -> "nothing";
            case Value.Bool bool -> bool.value() ? "the truth value true" : "the truth value false";
            case Value.Int number ->
                "the number " + YamlSource.readable(number.value().toString());
            case Value.Real number -> "the number " + number.value();
            case Value.Date date -> "the date " + date.value();
            case Value.LocalTime time -> "the time " + time.value();
            case Value.ZonedTime time -> "the time " + time.value();
            case Value.Text ignored -> "the text " + YamlSource.readable(text);
            case Value.Bytes ignored -> "binary data";
            case Value.Tagged tagged -> "a value of " + YamlSource.readable(tagged.tag());
        };
    }

    YamlPlace place() {
        return place;
    }

    /** What two keys must have equal to be one key for Python, where {@code 1}, {@code 1.0} and {@code true} are equal. */
    Object identity() {
        return switch (value) {
            case Value.Text ignored -> text;
            case Value.Bool bool -> new Number(bool.value() ? 1 : 0, bool.value() ? BigInteger.ONE : BigInteger.ZERO);
            case Value.Int number -> new Number(number.value().doubleValue(), number.value());
            case Value.Real number -> real(number.value());
            case Value.Null nothing -> nothing;
            case Value.Date date -> date;
            case Value.LocalTime time -> time;
            case Value.ZonedTime time -> time.value().toInstant();
            case Value.Bytes bytes -> bytes;
            case Value.Tagged tagged -> tagged;
        };
    }

    private record Number(double approximate, BigInteger exact) {}

    private static Object real(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value)
                ? new Number(value, new BigDecimal(value).toBigInteger())
                : value;
    }
}
