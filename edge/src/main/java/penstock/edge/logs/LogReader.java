package penstock.edge.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;

/** Follows one log file until it has ended, that is until it is no longer the file under the growing name. */
final class LogReader implements BuildLogs.Following {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path file;
    private final Path growing;
    private final FileChannel channel;
    private final Object identity;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean ended;

    private LogReader(Path file, Path growing, FileChannel channel, Object identity) {
        this.file = file;
        this.growing = growing;
        this.channel = channel;
        this.identity = identity;
    }

    static Optional<LogReader> open(Path file, Path growing) throws OutsideFailure {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            Object identity = identity(file);
            return Optional.of(new LogReader(file, growing, channel, identity));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public Optional<List<String>> next(Duration patience) throws OutsideFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            // The end is looked for before reading: what was written before it is then read for certain.
            boolean atEnd = ended || !stillGrowing();
            List<String> lines = read();
            if (!lines.isEmpty()) {
                return Optional.of(lines);
            }
            if (atEnd) {
                ended = true;
                return rest();
            }
            if (System.nanoTime() >= deadline) {
                return Optional.of(List.of());
            }
            if (closed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
    }

    private Optional<List<String>> rest() {
        if (line.size() == 0) {
            return Optional.empty();
        }
        List<String> last = List.of(take());
        return Optional.of(last);
    }

    private List<String> read() throws OutsideFailure {
        List<String> lines = new ArrayList<>();
        try {
            while (lines.size() < MOST_LINES && fill()) {
                byte b = buffer.get();
                if (b == '\n') {
                    lines.add(take());
                } else if (line.size() < LONGEST_LINE) {
                    line.write(b);
                }
            }
            return lines;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        return read > 0;
    }

    /** A line as a terminal can show it: a log is what a package printed, and may try to move the cursor or worse. */
    private String take() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            if (c == '\t' || !hidden) {
                shown.appendCodePoint(c);
            } else if (c != '\r') {
                shown.append('\uFFFD');
            }
        });
        return shown.toString();
    }

    private boolean stillGrowing() throws OutsideFailure {
        try {
            return identity.equals(identity(growing));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw failure(growing, e);
        }
    }

    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    private static OutsideFailure failure(Path file, IOException e) {
        return new OutsideFailure("can't read the log " + file + ": " + e.getMessage(), true, e);
    }

    @Override
    public void close() throws OutsideFailure {
        closed.countDown();
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}
