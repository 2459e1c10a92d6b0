package penstock.edge.rpm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Cuts bytes into lines as they come, hands each on, and remembers the last few for an error's message. Longer lines are cut. */
final class Lines {
    private static final int LONGEST = 64 << 10;
    private static final int KEPT = 15;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();
    private final Consumer<String> to;

    Lines(Consumer<String> to) {
        this.to = to;
    }

    void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (line.size() < LONGEST) {
                line.write(bytes[i]);
            }
        }
    }

    /** Hands on a last line that has no line feed. */
    void end() {
        if (line.size() == 0) {
            return;
        }
        var text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(text);
        to.accept(text);
    }

    /** The last lines in one. */
    String tail() {
        return String.join(" | ", last);
    }
}
