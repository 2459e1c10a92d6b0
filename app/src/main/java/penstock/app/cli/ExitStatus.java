package penstock.app.cli;

/** How a command ended, for scripts. The numbers are promised in docs/packages.md. */
public enum ExitStatus {
    DONE(0),
    /** The command did its work, and the outcome is a failure: a build failed, a check found something. */
    FAILED(1),
    /** The command line itself is wrong. */
    USAGE(2),
    /** Something that the user wrote is wrong: configuration, distribution, request. */
    MISTAKE(3),
    /** Something outside failed: a host, a disk, a program. */
    OUTSIDE(4),
    /** Penstock is wrong; sysexits(3) EX_SOFTWARE. */
    BUG(70);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
