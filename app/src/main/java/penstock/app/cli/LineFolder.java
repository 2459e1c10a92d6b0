package penstock.app.cli;

import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines;

/** The published folder of a line, as people name it. */
final class LineFolder {
    private LineFolder() {}

    /** @param line the folder's name, the line's, or nothing */
    static String named(Context context, String line) throws UserMistakes, OutsideFailure {
        List<String> all = context.parts().published(context.dir()).lines().stream()
                .map(PublishedLines.Line::folder)
                .toList();
        List<String> meant = all.contains(line)
                ? List.of(line)
                : all.stream()
                        .filter(one -> line.isEmpty() || one.endsWith("-" + line))
                        .toList();
        if (meant.size() != 1) {
            throw UserMistakes.argument(
                    all.isEmpty()
                            ? "nothing is published yet"
                            : (line.isEmpty()
                                    ? "several lines are published"
                                    : "no one published line is called " + line),
                    all.isEmpty()
                            ? "penstock run --once builds and publishes"
                            : "say which: " + String.join(", ", all));
        }
        return meant.getFirst();
    }
}
