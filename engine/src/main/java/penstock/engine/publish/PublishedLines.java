package penstock.engine.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** What is published, for pages and commands to show: read from the published tree itself, so it tells what a client of it gets. */
public interface PublishedLines {
    /** One a target and line that has published anything, by name. */
    List<Line> lines() throws OutsideFailure;

    /** One of them by its folder; empty when it has published nothing. */
    default Optional<Line> line(String folder) throws OutsideFailure {
        return lines().stream().filter(line -> line.folder().equals(folder)).findFirst();
    }

    /**
     * @param folder the first part of its URLs: {@code el9s-flamingo}
     * @param labels the line's own first, then by component; {@code current}, {@code consistent}, then the others by name
     */
    record Line(String folder, List<Label> labels) {
        public Line {
            labels = List.copyOf(labels);
        }
    }

    /**
     * @param component empty for the line's own labels
     * @param path below the line's folder: {@code component/network/current}
     * @param shows the folder that it points to, below the line's; of a line's own label over components that of the joined file
     * @param moved when it was pointed there
     * @param packages rows of its {@code versions.csv}
     * @param failing how many of them have a last processed commit that was not built with success
     */
    record Label(String component, String name, String path, String shows, Instant moved, int packages, int failing) {}
}
