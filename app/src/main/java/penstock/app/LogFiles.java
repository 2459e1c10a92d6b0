package penstock.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.slf4j.MDC;
import penstock.config.OperationConfig;
import penstock.engine.port.OutsideFailure;

/**
 * Penstock's own log, apart from what commands print: {@code DIR/log/penstock.0.log} is the newest
 * of 10 files of 10 MB at most.
 * Until they are opened, and in commands that never open them, nothing is logged anywhere.
 */
final class LogFiles implements AutoCloseable {
    private static final int BYTES = 10_000_000;
    private static final int FILES = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

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

    static LogFiles open(Path dir, OperationConfig.Log form) throws OutsideFailure {
        Path folder = dir.resolve("log");
        try {
            Files.createDirectories(folder);
            String pattern = folder.toString().replace("%", "%%") + "/penstock.%g.log";
            FileHandler handler = new FileHandler(pattern, BYTES, FILES, true);
            handler.setFormatter(form == OperationConfig.Log.JSON ? new JsonLine() : new TextLine());
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

    /** What a record is about, as the thread that logs has it: line, package, build, commit. */
    private static Map<String, String> fields() {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return context == null ? Map.of() : new TreeMap<>(context);
    }

    private static String time(LogRecord event) {
        return TIME.format(event.getInstant());
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    /** {@code 2026-11-23T13:05:07.123Z INFO penstock.engine.line.OrderRunner [build=... line=...]: message}, and the trace of what was thrown. */
    static final class TextLine extends Formatter {
        @Override
        public String format(LogRecord event) {
            String about = fields().entrySet().stream()
                    .map(field -> field.getKey() + "=" + field.getValue().replaceAll("\\R", "\\\\n"))
                    .collect(Collectors.joining(" "));
            return time(event) + " " + event.getLevel().getName() + " " + event.getLoggerName()
                    + (about.isEmpty() ? "" : " [" + about + "]") + ": "
                    + formatMessage(event).replaceAll("\\R", "\\\\n") + "\n"
                    + (event.getThrown() == null ? "" : trace(event.getThrown()));
        }
    }

    /** One JSON object a line: {@code time}, {@code level}, {@code logger}, what it is about, {@code message}, {@code trace}. */
    static final class JsonLine extends Formatter {
        private final ObjectMapper mapper = new ObjectMapper();

        @Override
        public String format(LogRecord event) {
            ObjectNode node = mapper.createObjectNode()
                    .put("time", time(event))
                    .put("level", event.getLevel().getName())
                    .put("logger", event.getLoggerName());
            fields().forEach(node::put);
            node.put("message", formatMessage(event));
            if (event.getThrown() != null) {
                node.put("trace", trace(event.getThrown()));
            }
            return node + "\n";
        }
    }
}
