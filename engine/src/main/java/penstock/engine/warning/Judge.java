package penstock.engine.warning;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.LineCheck;
import penstock.engine.require.PackageTrees;
import penstock.engine.require.SourceHistories;
import penstock.engine.require.TreeReader;
import penstock.problem.Problem;
import penstock.warning.PackageWarnings.Commits;
import penstock.warning.Unmet;
import penstock.warning.UnmetSearch;

/** Reads commits, and answers what of their requirements a line does not meet. */
public final class Judge {
    private final TreeReader trees;
    private final LineCheck check;
    private final Function<String, Optional<ReleaseLine>> lines;
    private final Changes changes;

    /** @param lines a line by its name, as it is followed now */
    public Judge(
            SourceHistories histories,
            TreeReader trees,
            LineCheck check,
            Function<String, Optional<ReleaseLine>> lines) {
        this.trees = trees;
        this.check = check;
        this.lines = lines;
        this.changes = new Changes(histories);
    }

    Changes changes() {
        return changes;
    }

    /** A package as a line has it now; empty when it has none of that name. */
    Optional<Package> followed(String line, String project) {
        return lines.apply(line)
                .flatMap(followed -> followed.packages().stream()
                        .filter(pkg -> pkg.project().equals(project))
                        .findFirst());
    }

    /** What of the requirements of a package is not met at these commits, or was dropped and is still stated, by subject. */
    List<Unmet> unmet(String line, Package pkg, Commits commits) throws OutsideFailure, InterruptedException {
        PackageTrees at = trees.at(pkg, commits.source(), commits.distgit());
        if (at.spec().isEmpty()) {
            throw new OutsideFailure(
                    at.problems().stream()
                            .filter(one -> one.severity() == Problem.Severity.ERROR)
                            .map(Problem::toString)
                            .collect(Collectors.joining("; ")),
                    false);
        }
        ReleaseLine followed =
                lines.apply(line).orElseThrow(() -> new OutsideFailure("the line " + line + " is not followed", false));
        LineCheck.Prepared prepared = check.check(followed, at.declared().all());
        return UnmetSearch.of(prepared.check(), at.spec().get(), at.declared().all(), at.dropped(), prepared.labels());
    }
}
