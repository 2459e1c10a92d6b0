package penstock.edge.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;

/**
 * A folder of logs: {@code ID.part} while a log grows, {@code ID.log} when it has ended. The change of name is how readers in other
 * processes learn of the end; a reader that has the file open keeps it.
 */
public final class LogFolder implements BuildLogs {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    private final Path folder;
    private final long limit;

    /**
     * @param limit how many bytes a log may have; what comes after is counted but not kept, except for Penstock's own lines
     */
    public LogFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    @Override
    public Writing create(String buildId) throws OutsideFailure {
        Path growing = growing(buildId);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(ended(buildId));
            Files.deleteIfExists(growing);
            return new LogWriter(growing, ended(buildId), limit);
        } catch (IOException e) {
            throw new OutsideFailure("can't start the log " + growing + ": " + e.getMessage(), true, e);
        }
    }

    @Override
    public Optional<Following> follow(String buildId) throws OutsideFailure {
        return reader(buildId, LogReader::shown).map(reader -> reader);
    }

    /** @param shown how lines are shown to whoever reads */
    Optional<LogReader> reader(String buildId, UnaryOperator<String> shown) throws OutsideFailure {
        if (!isId(buildId)) {
            return Optional.empty();
        }
        // The log may end between the two looks; then it is under its other name.
        for (Path file : new Path[] {growing(buildId), ended(buildId), growing(buildId)}) {
            Optional<LogReader> reader = LogReader.open(file, growing(buildId), shown);
            if (reader.isPresent()) {
                return reader;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Path> file(String buildId) {
        return isId(buildId)
                ? Stream.of(growing(buildId), ended(buildId))
                        .filter(Files::isRegularFile)
                        .findFirst()
                : Optional.empty();
    }

    Path growing(String buildId) {
        return folder.resolve(checked(buildId) + ".part");
    }

    Path ended(String buildId) {
        return folder.resolve(checked(buildId) + ".log");
    }

    static boolean isId(String buildId) {
        return ID.matcher(buildId).matches();
    }

    private static String checked(String buildId) {
        if (!isId(buildId)) {
            throw new IllegalArgumentException("not the id of a build: " + buildId);
        }
        return buildId;
    }
}
