package penstock.engine.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import penstock.build.Step;
import penstock.build.log.StepMarker;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;

/** Logs as plain files of a folder; following one gives what is there, whole, once it has ended. */
public final class FolderLogs implements BuildLogs {
    private final Path folder;
    private final Map<String, Boolean> ended = new ConcurrentHashMap<>();

    public FolderLogs(Path folder) {
        this.folder = folder;
    }

    /** The log as it is. */
    public String text(String buildId) throws IOException {
        return Files.readString(folder.resolve(buildId));
    }

    @Override
    public Writing create(String buildId) throws OutsideFailure {
        Path file = folder.resolve(buildId);
        attempt(() -> {
            Files.createDirectories(folder);
            Files.write(file, new byte[0]);
        });
        ended.put(buildId, false);
        return new File(buildId, file);
    }

    @Override
    public Optional<Following> follow(String buildId) {
        return ended.containsKey(buildId) ? Optional.of(new Reader(buildId)) : Optional.empty();
    }

    @Override
    public Optional<Path> file(String buildId) {
        return Optional.of(folder.resolve(buildId)).filter(Files::exists);
    }

    private final class File implements Writing {
        private final String id;
        private final Path file;

        File(String id, Path file) {
            this.id = id;
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws OutsideFailure {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                append(StepMarker.escaped(line));
            }
        }

        @Override
        public void enter(Step step) throws OutsideFailure {
            append(StepMarker.of(step));
        }

        @Override
        public void say(String line) throws OutsideFailure {
            append(StepMarker.say(line));
        }

        private void append(String line) throws OutsideFailure {
            attempt(() -> Files.writeString(file, line + "\n", StandardOpenOption.APPEND));
        }

        @Override
        public Path file() {
            return file;
        }

        @Override
        public Path finish() throws OutsideFailure {
            close();
            Path copy = file.resolveSibling(id + ".kept");
            attempt(() -> Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING));
            return copy;
        }

        @Override
        public void close() {
            ended.put(id, true);
        }
    }

    private final class Reader implements Following {
        private final String id;
        private boolean told;

        Reader(String id) {
            this.id = id;
        }

        @Override
        public Optional<List<String>> next(Duration patience) throws OutsideFailure {
            if (told) {
                return Optional.empty();
            }
            if (!ended.getOrDefault(id, false)) {
                return Optional.of(List.of());
            }
            told = true;
            try {
                return Optional.of(Files.readAllLines(folder.resolve(id)));
            } catch (IOException e) {
                throw new OutsideFailure("reading the log of " + id, false, e);
            }
        }

        @Override
        public void close() {}
    }

    private interface Writes {
        void run() throws IOException;
    }

    private static void attempt(Writes writes) throws OutsideFailure {
        try {
            writes.run();
        } catch (IOException e) {
            throw new OutsideFailure("writing a log", false, e);
        }
    }
}
