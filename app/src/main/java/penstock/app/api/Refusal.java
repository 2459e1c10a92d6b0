package penstock.app.api;

import io.javalin.http.HttpStatus;
import java.util.List;

/** A request that is not carried out, and why: everything that is wrong with it at once. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient List<Mistake> mistakes;
    private boolean onRecord;

    /**
     * @param at where in the body (a JSON pointer) or the address; empty for all of it
     * @param hint what to do about it; may be empty
     */
    public record Mistake(String message, String at, String hint) {}

    public Refusal(HttpStatus status, String message, List<Mistake> mistakes) {
        super(message, null, false, false);
        this.status = status;
        this.mistakes = List.copyOf(mistakes);
    }

    public static Refusal of(HttpStatus status, String message) {
        return new Refusal(status, message, List.of());
    }

    static Refusal notFound(String message, String hint) {
        return new Refusal(
                HttpStatus.NOT_FOUND, message, hint.isEmpty() ? List.of() : List.of(new Mistake(message, "", hint)));
    }

    public HttpStatus status() {
        return status;
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** The same, of a change whose refusal is on record already. */
    Refusal onRecord() {
        onRecord = true;
        return this;
    }

    boolean isOnRecord() {
        return onRecord;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
