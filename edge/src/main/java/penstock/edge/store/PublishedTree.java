package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines;
import penstock.repo.RepoLayout;
import penstock.repo.SnapshotEntry;

/** Reads the published tree's lines and labels. What is taken away while it reads is left out. */
public final class PublishedTree implements PublishedLines {
    private static final Comparator<String> LABELS = Comparator.comparing(
                    (String name) -> !name.equals(RepoLayout.CURRENT))
            .thenComparing(name -> !name.equals(RepoLayout.CONSISTENT))
            .thenComparing(Comparator.naturalOrder());

    private final Path root;

    public PublishedTree(Path root) {
        this.root = root;
    }

    @Override
    public List<Line> lines() throws OutsideFailure {
        try {
            List<Line> lines = new ArrayList<>();
            for (Path folder : folders(root)) {
                line(folder).ifPresent(lines::add);
            }
            return lines;
        } catch (IOException failure) {
            throw Durable.failure("reading the published tree " + root, failure);
        }
    }

    /** Reads nothing of the other lines. */
    @Override
    public Optional<Line> line(String folder) throws OutsideFailure {
        try {
            return RepoLayout.isName(folder) ? line(root.resolve(folder)) : Optional.empty();
        } catch (IOException failure) {
            throw Durable.failure("reading the published tree " + root, failure);
        }
    }

    private static Optional<Line> line(Path folder) throws IOException {
        List<Label> labels = new ArrayList<>(labels(folder, "", folder));
        for (Path component : folders(folder.resolve("component"))) {
            labels.addAll(labels(component, name(component), folder));
        }
        return labels.isEmpty() ? Optional.empty() : Optional.of(new Line(name(folder), labels));
    }

    private static List<Label> labels(Path in, String component, Path line) throws IOException {
        List<Label> labels = new ArrayList<>();
        for (Path entry : entries(in)) {
            pointer(entry).flatMap(link -> label(link, entry, component, line)).ifPresent(labels::add);
        }
        labels.sort(Comparator.comparing(Label::name, LABELS));
        return labels;
    }

    /** The link whose moving moves the label: itself, or {@code .now} in the folder of a label over components. */
    private static Optional<Path> pointer(Path entry) {
        if (!RepoLayout.isName(name(entry))) {
            return Optional.empty();
        }
        return Optional.of(Files.isSymbolicLink(entry) ? entry : entry.resolve(ComponentLabels.NOW))
                .filter(Files::isSymbolicLink);
    }

    private static Optional<Label> label(Path link, Path entry, String component, Path line) {
        try {
            Path shows = link.toRealPath();
            Instant moved =
                    Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant();
            List<String> rows = Files.readAllLines(shows.resolve(RepoLayout.VERSIONS));
            long passing = rows.stream()
                    .filter(row -> row.contains("," + SnapshotEntry.SUCCESS + ","))
                    .count();
            int packages = rows.size() - 1;
            return Optional.of(new Label(
                    component,
                    name(entry),
                    line.relativize(entry).toString(),
                    line.toRealPath().relativize(shows).toString(),
                    moved,
                    packages,
                    (int) (packages - passing)));
        } catch (IOException takenAway) {
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path in) throws IOException {
        return entries(in).stream()
                .filter(entry -> RepoLayout.isName(name(entry)) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static List<Path> entries(Path in) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(in)) {
            all.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException nothingYet) {
            return entries;
        }
        entries.sort(Comparator.naturalOrder());
        return entries;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
