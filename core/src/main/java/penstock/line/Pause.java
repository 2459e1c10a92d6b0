package penstock.line;

import java.time.Instant;

/**
 * Following is paused: nothing is looked at and no build begins but those that a person asks for, until somebody resumes it.
 *
 * @param by who paused it: {@code user:ada}
 * @param reason in that one's words; may be empty
 */
public record Pause(Instant since, String by, String reason) {
    /** {@code following is paused by user:ada: the host moves}. */
    public String words() {
        return "following is paused by " + by + (reason.isEmpty() ? "" : ": " + reason);
    }
}
