package penstock.distro;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/**
 * Whether a newer version of the distribution comes into force while the factory runs. One with a mistake does not: what a mistake is
 * about is left out of a reading, so a package would seem to be gone of which only a line is written wrong.
 */
public sealed interface Succession {
    /** What is in force stays so. */
    record Refused(List<Problem> mistakes) implements Succession {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** The newer one is in force. */
    record Taken(List<ReleaseLine> lines, DistroChange change) implements Succession {
        public Taken {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param inForce the lines that are followed
     * @param newer the distribution as it is now
     * @param names of the lines that the configuration names, see {@link Distribution#followed}
     * @param file what its first file is called
     */
    static Succession of(List<ReleaseLine> inForce, DistroReading newer, List<String> names, String file) {
        List<ReleaseLine> lines = newer.distribution().followed(names);
        List<Problem> mistakes = new ArrayList<>(
                newer.problems().stream().filter(Problem::isError).toList());
        if (lines.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(nothingFollowed(newer.distribution(), file));
        }
        return mistakes.isEmpty() ? new Taken(lines, DistroChange.between(inForce, lines)) : new Refused(mistakes);
    }

    /** That a distribution has no line that is to be followed. */
    static Problem nothingFollowed(Distribution distribution, String file) {
        String names = distribution.lines().stream().map(ReleaseLine::name).collect(Collectors.joining(", "));
        return Problem.error(
                "no release line is followed",
                SourcePosition.of(file),
                names.isEmpty() ? "" : "name some under distribution: lines: of " + names);
    }
}
