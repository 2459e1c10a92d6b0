package penstock.dlrn;

/** A request that DLRN would refuse, with its status and its words. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean recorded;

    public Refused(int status, String message) {
        this(status, message, false);
    }

    private Refused(int status, String message, boolean recorded) {
        super(message, null, false, false);
        this.status = status;
        this.recorded = recorded;
    }

    /** The same, of which is on record already that it was asked for and refused. */
    public Refused onRecord() {
        return new Refused(status, message(), true);
    }

    public boolean isOnRecord() {
        return recorded;
    }

    /** What is wrong with the request itself. */
    public static Refused badly(String message) {
        return new Refused(400, message);
    }

    public int status() {
        return status;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
