package penstock.edge.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import penstock.build.log.StepMarker;
import penstock.engine.query.LogExcerpts;

/**
 * Where lines and steps of a log begin: how many lines end before each block of 64 KiB, which is 4 bytes for each of them. A log that
 * grows is read on from where it was read before.
 */
final class LogIndex {
    static final int BLOCK = 1 << 16;
    private static final byte[] PREFIX = StepMarker.PREFIX.getBytes(StandardCharsets.UTF_8);
    private static final int LONGEST_MARKER = 80;
    private static final int MOST_STEPS = 200;

    /** The file that this is of, whatever its name is now. */
    private final Object identity;

    private int[] endsBefore = new int[16];
    private long scanned;
    private int ends;
    private boolean midLine;
    private final StringBuilder start = new StringBuilder(LONGEST_MARKER);
    private boolean marker = true;
    private final List<LogExcerpts.Section> steps = new ArrayList<>();

    LogIndex(Object identity) {
        this.identity = identity;
    }

    boolean isOf(Object file) {
        return identity.equals(file);
    }

    /** Reads what has come since. */
    synchronized LogIndex upTo(FileChannel channel) throws IOException {
        if (scanned > 0 && channel.size() <= scanned) {
            return this;
        }
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
        while (true) {
            int block = (int) (scanned / BLOCK);
            buffer.clear().limit(BLOCK - (int) (scanned % BLOCK));
            if (scanned % BLOCK == 0) {
                remember(block);
            }
            int read = channel.read(buffer, scanned);
            if (read <= 0) {
                return this;
            }
            scan(buffer.array(), read);
            scanned += read;
        }
    }

    private void remember(int block) {
        if (block >= endsBefore.length) {
            endsBefore = Arrays.copyOf(endsBefore, endsBefore.length * 2);
        }
        endsBefore[block] = ends;
    }

    private void scan(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                step();
                ends++;
                start.setLength(0);
                marker = true;
            } else if (marker) {
                int at = start.length();
                marker = at < PREFIX.length ? b == PREFIX[at] : at < LONGEST_MARKER;
                start.append((char) b);
            }
        }
        midLine = length > 0 && bytes[length - 1] != '\n';
    }

    private void step() {
        if (marker && start.length() > PREFIX.length && steps.size() < MOST_STEPS) {
            StepMarker.read(start.toString()).ifPresent(step -> steps.add(new LogExcerpts.Section(step, ends + 1)));
        }
    }

    /** A place from which a line can be found by skipping line ends. */
    record Place(long offset, int endsBefore) {}

    /** @param line counted from 1 */
    synchronized Place before(int line) {
        int low = 0;
        int high = (int) (scanned / BLOCK);
        // The last block that begins before the line's first byte; a block that begins with as many ends may begin
        // within it.
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (endsBefore[middle] < line - 1) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return new Place((long) low * BLOCK, endsBefore[low]);
    }

    synchronized LogExcerpts.Outline outline(boolean growing) {
        return new LogExcerpts.Outline(scanned, ends + (midLine ? 1 : 0), growing, steps);
    }
}
