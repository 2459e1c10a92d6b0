package penstock.require.python;

import java.util.Optional;

/** What came of reading a text: its value, or why there is none. */
public sealed interface Reading<T> {
    /** The text is right and means this. */
    record Read<T>(T content) implements Reading<T> {}

    /**
     * The text is not right.
     *
     * @param message what is wrong, as one sentence without a full stop
     * @param column where it was seen, counted from 1 in characters of the text that was given; 0 when it is not at one place
     */
    record Refused<T>(String message, int column) implements Reading<T> {}

    /** The value, when there is one. */
    default Optional<T> value() {
        return switch (this) {
            case Read<T>(T content) -> Optional.of(content);
            case Refused<T> _ -> Optional.empty();
        };
    }
}
