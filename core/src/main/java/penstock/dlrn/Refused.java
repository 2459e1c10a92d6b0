package penstock.dlrn;

/** A request that DLRN would refuse, with its status and its words. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    public Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
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
