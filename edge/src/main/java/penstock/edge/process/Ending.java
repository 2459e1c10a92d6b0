package penstock.edge.process;

import java.time.Duration;

/** How a program ended. */
public sealed interface Ending {
    /** By itself; {@code code} is 128 + the signal's number when a signal ended it. */
    record Exited(int code) implements Ending {}

    /** It was killed, with all its children, after {@code limit}. */
    record TimedOut(Duration limit) implements Ending {}

    /** It was killed, with all its children, when it had written more than {@code limit} bytes. */
    record OutputOver(long limit) implements Ending {}

    default boolean ok() {
        return this instanceof Exited(int code) && code == 0;
    }

    /** For a message: "exit status 2", "killed after 30 s". */
    default String words() {
        return switch (this) {
            case Exited(int code) -> "exit status " + code;
            case TimedOut(Duration limit) -> "killed after " + limit.toSeconds() + " s";
            case OutputOver(long limit) -> "killed after " + limit + " bytes of output";
        };
    }
}
