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
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<String> shown;
    private final Lines lines;
    private final CountDownLatch closed = new CountDownLatch(1);
    private int skip;
    private boolean ended;

    private LogReader(Path file, Path growing, FileChannel channel, Object identity, UnaryOperator<String> shown) {
        this.file = file;
        this.growing = growing;
        this.channel = channel;
        this.identity = identity;
        this.shown = shown;
        this.lines = new Lines(channel);
    }

    static Optional<LogReader> open(Path file, Path growing, UnaryOperator<String> shown) throws OutsideFailure {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            Object identity = identity(file);
            return Optional.of(new LogReader(file, growing, channel, identity, shown));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Begins at an offset and leaves out so many lines. */
    LogReader from(long offset, int lines) {
        try {
            channel.position(offset);
        } catch (IOException e) {
            throw new IllegalStateException("a position that can't be taken: " + offset, e);
        }
        skip = lines;
        return this;
    }

    @Override
    public Optional<List<String>> next(Duration patience) throws OutsideFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            // The end is looked for before reading: what was written before it is then read for certain.
            boolean atEnd = ended || !stillGrowing();
            List<String> read = read();
            if (!read.isEmpty()) {
                return Optional.of(read);
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
        return lines.rest(shown).filter(_ -> skip == 0).map(List::of);
    }

    private List<String> read() throws OutsideFailure {
        List<String> read = new ArrayList<>();
        try {
            while (read.size() < MOST_LINES) {
                Optional<String> line = lines.whole(skip > 0 ? _ -> "" : shown);
                if (line.isEmpty()) {
                    return read;
                }
                if (skip > 0) {
                    skip--;
                } else {
                    read.add(line.get());
                }
            }
            return read;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** The lines of a channel from where it stands, each up to {@link #LONGEST_LINE} bytes; the rest of a longer one is left out. */
    static final class Lines {
        /** About what a page shows of a log. */
        private static final int AT_ONCE = 1 << 14;

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE).limit(0);
        /** The beginning of a line whose end is not in the buffer. */
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        Lines(FileChannel channel) {
            this.channel = channel;
        }

        /** The next line; the last one need not have an end. */
        Optional<String> next(UnaryOperator<String> shown) throws IOException {
            Optional<String> whole = whole(shown);
            return whole.isPresent() ? whole : rest(shown);
        }

        /** The next line that has its end. */
        Optional<String> whole(UnaryOperator<String> shown) throws IOException {
            while (fill()) {
                int from = buffer.position();
                int end = end();
                boolean ends = end < buffer.limit();
                buffer.position(ends ? end + 1 : end);
                if (ends && begun.size() == 0) {
                    int length = Math.min(end - from, LONGEST_LINE);
                    return Optional.of(text(new String(buffer.array(), from, length, StandardCharsets.UTF_8), shown));
                }
                begun.write(buffer.array(), from, Math.min(end - from, LONGEST_LINE - begun.size()));
                if (ends) {
                    return Optional.of(take(shown));
                }
            }
            return Optional.empty();
        }

        /** Where the line ends that the buffer begins with: its limit when that is not in it. */
        private int end() {
            byte[] bytes = buffer.array();
            int end = buffer.position();
            while (end < buffer.limit() && bytes[end] != '\n') {
                end++;
            }
            return end;
        }

        Optional<String> rest(UnaryOperator<String> shown) {
            return begun.size() == 0 ? Optional.empty() : Optional.of(take(shown));
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

        private String take(UnaryOperator<String> shown) {
            String text = begun.toString(StandardCharsets.UTF_8);
            begun.reset();
            return text(text, shown);
        }

        private static String text(String line, UnaryOperator<String> shown) {
            return shown.apply(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
    }

    /** A line as a terminal can show it: a log is what a package printed, and may try to move the cursor or worse. */
    static String shown(String text) {
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

    static OutsideFailure failure(Path file, IOException e) {
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
