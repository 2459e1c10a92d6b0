package penstock.edge.rpm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * Passes rpm's output on and looks for scriptlets that failed: rpm only warns of most of them and ends with exit status 0, while the
 * package is not what it should be. A package can make its own scriptlets look so, and harms itself.
 */
final class ScriptletWatch implements Sandbox.Output {
    /**
     * rpm's words, {@code lib/rpmscript.c}; the same in all versions since 4.11. Not only at the start of a line: rpm may have said
     * before, without ending the line, that it cannot reset its nice value.
     */
    private static final Pattern FAILED = Pattern.compile("(?:warning|error): %\\w+\\(\\S+\\) scriptlet failed, ");

    private static final int LONGEST = 1000;

    private final Sandbox.Output to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean failed;

    ScriptletWatch(Sandbox.Output to) {
        this.to = to;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws OutsideFailure {
        to.write(bytes, offset, length);
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                look();
            } else if (line.size() < LONGEST) {
                line.write(bytes[i]);
            }
        }
    }

    /** Whether one failed; asked when all was written. */
    boolean failed() {
        look();
        return failed;
    }

    private void look() {
        failed |= FAILED.matcher(line.toString(StandardCharsets.UTF_8)).find();
        line.reset();
    }
}
