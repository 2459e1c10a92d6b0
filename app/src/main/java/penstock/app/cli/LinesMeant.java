package penstock.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.problem.Spelling;

/** The lines that {@code --line} means. */
final class LinesMeant {
    private LinesMeant() {}

    /** @param line a name; nothing for every one */
    static List<String> of(Queries queries, @Nullable String line) throws UserMistakes, OutsideFailure {
        List<String> lines =
                queries.lines().stream().map(Queries.LineOverview::line).toList();
        if (line != null && !lines.contains(line)) {
            throw UserMistakes.argument("there is no line " + line, Spelling.hint(line, lines));
        }
        return line == null ? lines : List.of(line);
    }
}
