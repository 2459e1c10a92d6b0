package penstock.app.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** Which lines and packages the words after {@code penstock reqs} mean. */
final class ReqsWords {
    private ReqsWords() {}

    /** Packages of a line. */
    record Wanted(ReleaseLine line, List<Package> packages) {
        Wanted {
            packages = List.copyOf(packages);
        }
    }

    static List<ReleaseLine> lines(Context context, @Nullable String name)
            throws UserMistakes, OutsideFailure, InterruptedException {
        List<ReleaseLine> all = context.parts().followed(context.dir()).lines();
        List<ReleaseLine> chosen = all.stream()
                .filter(one -> name == null || one.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw UserMistakes.argument(
                    "no release line " + name + " is followed",
                    "there are: " + all.stream().map(ReleaseLine::name).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    /** @param names of packages; none for all. Each must be in one of the lines; a line without any of them is left out */
    static List<Wanted> wanted(List<ReleaseLine> lines, List<String> names) throws UserMistakes {
        List<Problem> mistakes = new ArrayList<>();
        for (String name : names) {
            if (lines.stream().allMatch(line -> line.find(name).isEmpty())) {
                mistakes.add(Problem.error(
                        "no package is called " + name,
                        SourcePosition.of("penstock reqs"),
                        lines.getFirst().hint(name)));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistakes(mistakes);
        }
        return lines.stream()
                .map(line -> new Wanted(line, packages(line, names)))
                .filter(one -> names.isEmpty() || !one.packages().isEmpty())
                .toList();
    }

    private static List<Package> packages(ReleaseLine line, List<String> names) {
        Set<Package> meant = new HashSet<>();
        names.forEach(name -> meant.addAll(line.find(name)));
        return line.packages().stream()
                .filter(pkg -> names.isEmpty() || meant.contains(pkg))
                .toList();
    }
}
