package penstock.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import penstock.engine.port.OutsideFailure;

/**
 * Penstock's own log, apart from what commands print: {@code DIR/log/penstock.0.log} is the newest
 * of 10 files of 10 MB at most.
 * Until they are opened, and in commands that never open them, nothing is logged anywhere.
 */
final class LogFiles implements AutoCloseable {
    private static final int BYTES = 10_000_000;
    private static final int FILES = 10;

    private final Logger root = Logger.getLogger("");
    private final Handler handler;

    private LogFiles(Handler handler) {
        this.handler = handler;
        root.addHandler(handler);
        root.setLevel(Level.INFO);
    }

    /** Takes away the handlers that the JDK starts with, which write to the terminal. */
    static void silence() {
        LogManager.getLogManager().reset();
    }

    static LogFiles open(Path dir) throws OutsideFailure {
        Path folder = dir.resolve("log");
        try {
            Files.createDirectories(folder);
            String pattern = folder.toString().replace("%", "%%") + "/penstock.%g.log";
            FileHandler handler = new FileHandler(pattern, BYTES, FILES, true);
            handler.setFormatter(new OneLine());
            handler.setEncoding("UTF-8");
            return new LogFiles(handler);
        } catch (IOException e) {
            throw new OutsideFailure("cannot write the log in " + folder + ": " + e.getMessage(), false, e);
        }
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        handler.close();
    }

    /** {@code 2026-11-23T13:05:07.123Z INFO penstock.engine.follow: message}, and the trace of what was thrown. */
    static final class OneLine extends Formatter {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        @Override
        public String format(LogRecord event) {
            StringWriter line = new StringWriter();
            line.append(TIME.format(event.getInstant()))
                    .append(' ')
                    .append(event.getLevel().getName())
                    .append(' ');
            line.append(event.getLoggerName())
                    .append(": ")
                    .append(formatMessage(event).replaceAll("\\R", "\\\\n"))
                    .append('\n');
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(line, true));
            }
            return line.toString();
        }
    }
}
