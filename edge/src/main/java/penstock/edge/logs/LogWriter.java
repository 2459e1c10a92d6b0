package penstock.edge.logs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import penstock.build.Step;
import penstock.build.log.StepMarker;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;

/**
 * Writes a log. What tools print is kept byte for byte, with one exception: a line that begins like one of Penstock's own gets a
 * space before it, so that nothing a package prints can pass for a step's beginning.
 */
final class LogWriter implements BuildLogs.Writing {
    private static final byte[] PREFIX = StepMarker.PREFIX.getBytes(StandardCharsets.UTF_8);

    private final Path growing;
    private final Path ended;
    private final OutputStream out;
    private final long limit;
    private long written;
    private long dropped;
    /** How much of the prefix the present line has matched so far; -1 once it can't any more. */
    private int matched;

    private boolean midLine;
    private boolean open = true;

    LogWriter(Path growing, Path ended, long limit) throws IOException {
        this.growing = growing;
        this.ended = ended;
        this.limit = limit;
        this.out = new BufferedOutputStream(Files.newOutputStream(growing), 1 << 14);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws OutsideFailure {
        attempt(() -> {
            for (int i = offset; i < offset + length; i++) {
                tool(bytes[i]);
            }
            out.flush();
        });
    }

    private void tool(byte b) throws IOException {
        if (written >= limit) {
            dropped++;
            return;
        }
        if (b == '\n') {
            flushMatched();
            raw(b);
            matched = 0;
            midLine = false;
        } else if (matched >= 0 && b == PREFIX[matched]) {
            matched++;
            midLine = true;
            if (matched == PREFIX.length) {
                raw((byte) ' ');
                flushMatched();
            }
        } else {
            flushMatched();
            raw(b);
            midLine = true;
        }
    }

    /** Writes what was held back because it could have become the prefix. */
    private void flushMatched() throws IOException {
        int held = matched;
        matched = -1;
        for (int i = 0; i < held; i++) {
            raw(PREFIX[i]);
        }
    }

    private void raw(byte b) throws IOException {
        out.write(b);
        written++;
    }

    @Override
    public void enter(Step step) throws OutsideFailure {
        own(StepMarker.of(step));
    }

    @Override
    public void say(String line) throws OutsideFailure {
        own(StepMarker.say(line.replace('\n', ' ').replace('\r', ' ')));
    }

    private synchronized void own(String line) throws OutsideFailure {
        attempt(() -> {
            if (matched > 0) {
                flushMatched();
            }
            if (midLine) {
                raw((byte) '\n');
            }
            sayDropped();
            line(line);
            matched = 0;
            midLine = false;
            out.flush();
        });
    }

    private void sayDropped() throws IOException {
        if (dropped > 0) {
            line(StepMarker.say(dropped + " more bytes were printed; the log takes " + limit));
            dropped = 0;
        }
    }

    private void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
    }

    @Override
    public Path file() {
        return growing;
    }

    @Override
    public synchronized Path finish() throws OutsideFailure {
        close();
        Path link = ended.resolveSibling(ended.getFileName() + ".kept");
        attempt(() -> {
            Files.deleteIfExists(link);
            Files.createLink(link, ended);
        });
        return link;
    }

    @Override
    public synchronized void close() throws OutsideFailure {
        if (!open) {
            return;
        }
        open = false;
        attempt(() -> {
            if (matched > 0) {
                flushMatched();
            }
            sayDropped();
            out.close();
            Files.move(growing, ended, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    private interface Writes {
        void run() throws IOException;
    }

    private void attempt(Writes writes) throws OutsideFailure {
        try {
            writes.run();
        } catch (IOException e) {
            throw new OutsideFailure("can't write the log " + growing + ": " + e.getMessage(), true, e);
        }
    }
}
