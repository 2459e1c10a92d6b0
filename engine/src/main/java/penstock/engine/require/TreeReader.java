package penstock.engine.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;
import penstock.follow.FallBack;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.require.Declarations;
import penstock.require.Declared;
import penstock.require.file.FileSource;
import penstock.require.spec.SpecSource;

/** Reads the newest commits of packages from the local copies of their repositories, as they are: nothing is fetched. */
public final class TreeReader {
    private static final int LINK = 0120000;

    private final Mirror mirror;
    private final SourceHistories histories;
    private final FallBack fallBack;

    /**
     * @param histories of the same local copies
     * @param fallBack what is followed in the place of a missing branch
     */
    public TreeReader(Mirror mirror, SourceHistories histories, FallBack fallBack) {
        this.mirror = mirror;
        this.histories = histories;
        this.fallBack = fallBack;
    }

    /** A package at the newest commits that are known here. */
    public PackageTrees read(Package pkg) throws OutsideFailure {
        List<Problem> problems = new ArrayList<>();
        Optional<Commit> source = newest(pkg.source(), FallBack.Kind.SOURCE, problems);
        Optional<Commit> distgit = newest(pkg.distgit(), FallBack.Kind.DISTGIT, problems);
        return read(pkg, source, distgit, problems);
    }

    /** A package at these commits. */
    public PackageTrees at(Package pkg, Commit source, Commit distgit) throws OutsideFailure {
        return read(pkg, Optional.of(source), Optional.of(distgit), new ArrayList<>());
    }

    private PackageTrees read(Package pkg, Optional<Commit> source, Optional<Commit> distgit, List<Problem> problems)
            throws OutsideFailure {
        Asked asked = source.isEmpty() ? new Asked(Declarations.NONE, List.of()) : asked(pkg, source.get(), distgit);
        Declarations declared = asked.now();
        Optional<SpecSource> spec = distgit.isEmpty() ? Optional.empty() : spec(pkg, distgit.get(), problems);
        declared.problems().forEach(one -> problems.add(in(pkg.source().repositoryName(), one)));
        return new PackageTrees(pkg, source, distgit, declared, asked.dropped(), spec, problems);
    }

    /** Upstream's commit by a branch, a tag or its id; empty when it is not in the local copy. */
    public Optional<Commit> upstream(Package pkg, String called) throws OutsideFailure {
        return mirror.resolve(pkg.source().url(), called);
    }

    private Optional<Commit> newest(Package.Source of, FallBack.Kind kind, List<Problem> problems)
            throws OutsideFailure {
        Optional<Commit> found = mirror.resolve(of.url(), of.ref());
        for (String other : fallBack.candidates(kind, of.ref())) {
            found = found.isPresent() ? found : mirror.resolve(of.url(), other);
        }
        if (found.isEmpty()) {
            problems.add(Problem.error(
                    "no " + of.ref() + " of it is known here",
                    SourcePosition.of(mirror.shown(of.url())),
                    "a look at the repository brings it: penstock run --once, or penstock serve"));
        }
        return found;
    }

    private record Asked(Declarations now, List<Declared> dropped) {}

    private Asked asked(Package pkg, Commit source, Optional<Commit> distgit) throws OutsideFailure {
        return histories.read(pkg.source().url(), history -> {
            CommitDeclarations declarations =
                    new CommitDeclarations((id, path) -> history.file(id, path, FileSource.ENOUGH));
            Declarations now = declarations.of(source.id()).declarations();
            return new Asked(
                    now, distgit.isEmpty() ? List.of() : Dropped.at(history, declarations, source, distgit.get()));
        });
    }

    private Optional<SpecSource> spec(Package pkg, Commit commit, List<Problem> problems) throws OutsideFailure {
        String url = pkg.distgit().url();
        List<String> specs = mirror.tree(url, commit.id()).stream()
                .filter(entry -> entry.mode() != LINK)
                .map(TreeEntry::path)
                .filter(path -> path.endsWith(".spec") && path.indexOf('/') < 0)
                .toList();
        if (specs.size() != 1) {
            problems.add(Problem.error(
                    "the packaging tree has " + (specs.isEmpty() ? "no spec" : specs.size() + " specs"),
                    SourcePosition.of(mirror.shown(url)),
                    "one *.spec in its top folder is read"));
            return Optional.empty();
        }
        return mirror.file(url, commit.id(), specs.getFirst(), SpecSource.LONGEST)
                .map(bytes -> SpecSource.read(specs.getFirst(), bytes));
    }

    private static Problem in(String repository, Problem problem) {
        SourcePosition at = problem.at();
        return new Problem(
                problem.severity(),
                problem.message(),
                new SourcePosition(repository + ":" + at.file(), at.line(), at.column(), at.text()),
                problem.hint());
    }
}
