package penstock.engine.scenario;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import penstock.build.Step;
import penstock.engine.build.BuildLog;
import penstock.engine.port.OutsideFailure;

/** The log of a scenario; a line of Penstock's own has a mark before it. */
final class ScenarioLog implements BuildLog, AutoCloseable {
    private static final int LONGEST = 500;

    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String lastError = "";
    private String last = "it ended with an error";

    private ScenarioLog(OutputStream out) {
        this.out = out;
    }

    static ScenarioLog create(Path file) throws IOException {
        return new ScenarioLog(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws OutsideFailure {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new OutsideFailure("can't write the scenario's log: " + e.getMessage(), true, e);
        }
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                look(line.toString(StandardCharsets.UTF_8).strip());
                line.reset();
            } else if (line.size() < LONGEST) {
                line.write(bytes[i]);
            }
        }
    }

    private void look(String text) {
        if (!text.isEmpty()) {
            last = text;
            if (text.startsWith("Error: ") || text.startsWith("error: ")) {
                lastError = text;
            }
        }
    }

    String lastError() {
        return lastError.isEmpty() ? last : lastError;
    }

    @Override
    public void enter(Step step) {}

    @Override
    public void say(String text) throws OutsideFailure {
        byte[] bytes = ("==> " + text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
