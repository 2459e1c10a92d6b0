package penstock.engine.port;

/**
 * Something outside Penstock failed: a host, a disk, a process, a database. Thrown by ports, ended by the engine's order
 * runner, which turns it into an event.
 */
public final class OutsideFailure extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean retryable;

    /**
     * @param message what was tried, on what, and how it failed, for an operator
     * @param retryable whether the same call may succeed later without anyone's doing
     */
    public OutsideFailure(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public OutsideFailure(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
