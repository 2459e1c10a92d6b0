package penstock.edge.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.build.Verdict;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LogExcerpts;
import penstock.text.VisibleText;

/** The logs of {@link LogFolder}, read in parts. The indexes of the logs that were looked at last are kept. */
public final class IndexedLogs implements LogExcerpts {
    private static final int KEPT = 64;

    private final LogFolder folder;
    private final Map<String, LogIndex> indexes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogIndex> eldest) {
            return size() > KEPT;
        }
    };

    public IndexedLogs(Path folder) {
        this.folder = new LogFolder(folder, 0);
    }

    private interface Look<T> {
        T at(FileChannel channel, LogIndex index, boolean growing) throws IOException;
    }

    /** Empty when there is no such log. It may get its other name between two looks. */
    private <T> Optional<T> look(String build, Look<T> look) throws OutsideFailure {
        if (!LogFolder.isId(build)) {
            return Optional.empty();
        }
        Path growing = folder.growing(build);
        for (Path file : List.of(growing, folder.ended(build), growing)) {
            if (!Files.exists(file)) {
                // Most logs have ended: to be told so by an exception would be a part of each page.
                continue;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                LogIndex index = index(build, file).upTo(channel);
                return Optional.of(look.at(channel, index, file.equals(growing)));
            } catch (NoSuchFileException otherName) {
                // It is under the next one, or nowhere.
            } catch (IOException e) {
                throw LogReader.failure(file, e);
            }
        }
        return Optional.empty();
    }

    private LogIndex index(String build, Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        Object identity = key == null ? file : key;
        synchronized (indexes) {
            LogIndex known = indexes.get(build);
            if (known == null || !known.isOf(identity)) {
                known = new LogIndex(identity);
                indexes.put(build, known);
            }
            return known;
        }
    }

    @Override
    public Optional<Outline> outline(String build) throws OutsideFailure {
        return look(build, (_, index, growing) -> index.outline(growing));
    }

    @Override
    public List<Verdict.LogLine> lines(String build, int first, int count) throws OutsideFailure {
        return this.<List<Verdict.LogLine>>look(build, (channel, index, _) -> lines(channel, index, first, count))
                .orElse(List.of());
    }

    private static List<Verdict.LogLine> lines(FileChannel channel, LogIndex index, int first, int count)
            throws IOException {
        List<Verdict.LogLine> lines = new ArrayList<>();
        LogIndex.Place place = index.before(first);
        int number = place.endsBefore() + 1;
        LogReader.Lines reader = new LogReader.Lines(channel.position(place.offset()));
        while (lines.size() < count) {
            Optional<String> line = reader.next(number < first ? text -> "" : VisibleText::of);
            if (line.isEmpty()) {
                break;
            }
            if (number >= first) {
                lines.add(new Verdict.LogLine(number, line.get()));
            }
            number++;
        }
        return lines;
    }

    @Override
    public Optional<BuildLogs.Following> follow(String build, int after) throws OutsideFailure {
        Optional<LogIndex.Place> place = look(build, (_, index, _) -> index.before(after + 1));
        return place.isEmpty()
                ? Optional.empty()
                : folder.reader(build, VisibleText::of)
                        .map(reader -> reader.from(
                                place.get().offset(), after - place.get().endsBefore()));
    }

    @Override
    public Optional<InputStream> bytes(String build) throws OutsideFailure {
        if (!LogFolder.isId(build)) {
            return Optional.empty();
        }
        Path growing = folder.growing(build);
        for (Path file : List.of(growing, folder.ended(build), growing)) {
            try {
                return Optional.of(Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)));
            } catch (NoSuchFileException otherName) {
                // It is under the next one, or nowhere.
            } catch (IOException e) {
                throw LogReader.failure(file, e);
            }
        }
        return Optional.empty();
    }
}
