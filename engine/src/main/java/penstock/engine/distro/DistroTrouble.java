package penstock.engine.distro;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import penstock.problem.Problem;

/**
 * What is wrong with the distribution while the factory runs.
 *
 * @param what in words
 * @param mistakes in its files; none when they can't be read
 */
public record DistroTrouble(Instant since, String what, List<Problem> mistakes) {
    private static final int SHOWN = 20;

    public DistroTrouble {
        mistakes = List.copyOf(mistakes);
    }

    /** One line each: what is wrong, and the first mistakes with file and line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(what);
        mistakes.stream().limit(SHOWN).map(Problem::toString).forEach(lines::add);
        if (mistakes.size() > SHOWN) {
            lines.add("and " + (mistakes.size() - SHOWN) + " more mistakes");
        }
        return lines;
    }
}
