package penstock.engine.warning;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.Mirror;
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
    private final Mirror mirror;
    private final TreeReader trees;
    private final LineCheck check;
    private final Function<String, Optional<ReleaseLine>> lines;
    private final Changes changes;

    /** @param lines a line by its name, as it is followed now */
    public Judge(
            Mirror mirror,
            SourceHistories histories,
            TreeReader trees,
            LineCheck check,
            Function<String, Optional<ReleaseLine>> lines) {
        this.mirror = mirror;
        this.trees = trees;
        this.check = check;
        this.lines = lines;
        this.changes = new Changes(histories);
    }

    Changes changes() {
        return changes;
    }

    boolean isAncestor(String url, Commit one, Commit other) throws OutsideFailure {
        return mirror.isAncestor(url, one.id(), other.id());
    }

    /** What of the requirements of a package is not met at these commits, by subject. */
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
        return UnmetSearch.of(prepared.check(), at.spec().get(), at.declared().all(), prepared.labels());
    }
}
