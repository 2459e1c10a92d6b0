package penstock.problem;

/**
 * A mistake in something a user wrote: configuration, distroinfo, a spec, metadata, a request. Problems are values; whoever
 * reads a text collects all of them and goes on with the rest.
 *
 * @param severity an {@code ERROR} makes the thing it is about unusable; a {@code WARNING} is shown and no more
 * @param message what is wrong, as one sentence without a full stop
 * @param at where
 * @param hint what to do about it; empty when there is nothing to add to the message
 */
public record Problem(Severity severity, String message, SourcePosition at, String hint) {
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(String message, SourcePosition at, String hint) {
        return new Problem(Severity.ERROR, message, at, hint);
    }

    public static Problem warning(String message, SourcePosition at, String hint) {
        return new Problem(Severity.WARNING, message, at, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column: error: message [text] (hint)} on one line, as compilers print it. */
    @Override
    public String toString() {
        return at + ": " + (isError() ? "error: " : "warning: ") + message
                + (at.text().isEmpty() ? "" : ": " + at.text())
                + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
