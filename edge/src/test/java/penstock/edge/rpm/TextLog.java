package penstock.edge.rpm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import penstock.build.Step;
import penstock.engine.build.BuildLog;

/** A build's log as one text. */
final class TextLog implements BuildLog {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
        bytes.write(from, offset, length);
    }

    @Override
    public void enter(Step step) {
        say("== " + step);
    }

    @Override
    public synchronized void say(String line) {
        bytes.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
