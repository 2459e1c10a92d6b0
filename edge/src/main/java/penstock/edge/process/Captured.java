package penstock.edge.process;

import java.nio.charset.StandardCharsets;
import penstock.engine.port.OutsideFailure;

/** What a program left: how it ended, its standard output, its standard error. */
public final class Captured {
    private final Ending ending;
    private final byte[] out;
    private final byte[] err;
    private final String program;

    Captured(String program, Ending ending, byte[] out, byte[] err) {
        this.program = program;
        this.ending = ending;
        this.out = out;
        this.err = err;
    }

    public Ending ending() {
        return ending;
    }

    public boolean ok() {
        return ending.ok();
    }

    /** The exit status; -1 when it was killed for a limit. */
    public int exitCode() {
        return ending instanceof Ending.Exited(int code) ? code : -1;
    }

    public byte[] bytes() {
        return out.clone();
    }

    /** Standard output as UTF-8; what is no UTF-8 is replaced. */
    public String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    public String errorText() {
        return new String(err, StandardCharsets.UTF_8);
    }

    /** This, when it ended well; else a failure that says which program ended how and the end of what it said. */
    public Captured orFail(String doing) throws OutsideFailure {
        if (ok()) {
            return this;
        }
        var said = (errorText().isBlank() ? text() : errorText()).strip();
        var tail = said.length() > 2000 ? "..." + said.substring(said.length() - 2000) : said;
        throw new OutsideFailure(
                doing + ": " + program + ": " + ending.words() + (tail.isEmpty() ? "" : ": " + tail),
                ending instanceof Ending.TimedOut);
    }
}
