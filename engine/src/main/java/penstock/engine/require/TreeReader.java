package penstock.engine.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.Mirror;
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
        return read(pkg, followed(pkg.source(), FallBack.Kind.SOURCE), followed(pkg.distgit(), FallBack.Kind.DISTGIT));
    }

    private List<String> followed(Package.Source of, FallBack.Kind kind) {
        return Stream.concat(Stream.of(of.ref()), fallBack.candidates(kind, of.ref()).stream())
                .toList();
    }

    /** A package at these commits. */
    public PackageTrees at(Package pkg, Commit source, Commit distgit) throws OutsideFailure {
        PackageTrees read = read(pkg, List.of(source.id()), List.of(distgit.id()));
        isThere(pkg.source(), source, read.source());
        isThere(pkg.distgit(), distgit, read.distgit());
        return read;
    }

    private void isThere(Package.Source of, Commit wanted, Optional<Commit> found) throws OutsideFailure {
        if (found.isEmpty() || !found.get().id().equals(wanted.id())) {
            throw new OutsideFailure(
                    mirror.shown(of.url()) + " has no commit " + wanted.id() + " on any branch or tag that was fetched",
                    false);
        }
    }

    /** Each repository is opened once. */
    private PackageTrees read(Package pkg, List<String> source, List<String> distgit) throws OutsideFailure {
        Optional<Packaging> packaging = histories.follow(
                pkg.distgit().url(), distgit, (history, tip) -> packaging(pkg.distgit(), history, tip));
        Optional<Upstream> upstream = histories.follow(
                pkg.source().url(), source, (history, tip) -> upstream(history, tip, packaging.map(Packaging::commit)));
        List<Problem> problems = new ArrayList<>();
        if (upstream.isEmpty()) {
            problems.add(unknown(pkg.source()));
        }
        if (packaging.isEmpty()) {
            problems.add(unknown(pkg.distgit()));
        } else if (packaging.get().specs().size() != 1) {
            problems.add(noSpec(pkg.distgit(), packaging.get().specs()));
        }
        Declarations declared = upstream.map(Upstream::declared).orElse(Declarations.NONE);
        declared.problems().forEach(one -> problems.add(in(pkg.source().repositoryName(), one)));
        return new PackageTrees(
                pkg,
                upstream.map(Upstream::commit),
                packaging.map(Packaging::commit),
                declared,
                upstream.map(Upstream::dropped).orElse(List.of()),
                packaging.flatMap(Packaging::spec),
                problems);
    }

    /** Upstream's commit by a branch, a tag or its id; empty when it is not in the local copy. */
    public Optional<Commit> upstream(Package pkg, String called) throws OutsideFailure {
        return mirror.resolve(pkg.source().url(), called);
    }

    private record Upstream(Commit commit, Declarations declared, List<Declared> dropped) {}

    private static Upstream upstream(SourceHistory history, Commit commit, Optional<Commit> distgit)
            throws OutsideFailure {
        CommitDeclarations declarations =
                new CommitDeclarations((id, path) -> history.file(id, path, FileSource.ENOUGH));
        Declarations now = declarations.of(commit.id()).declarations();
        return new Upstream(
                commit, now, distgit.isEmpty() ? List.of() : Dropped.at(history, declarations, commit, distgit.get()));
    }

    /**
     * The packaging at a commit.
     *
     * @param spec empty unless there is one alone
     */
    private record Packaging(Commit commit, List<String> specs, Optional<SpecSource> spec) {}

    private Packaging packaging(Package.Source of, SourceHistory history, Commit commit) throws OutsideFailure {
        List<String> specs = history.top(commit.id()).stream()
                .filter(name -> name.endsWith(".spec"))
                .toList();
        if (specs.size() != 1) {
            return new Packaging(commit, specs, Optional.empty());
        }
        Optional<byte[]> bytes = history.file(commit.id(), specs.getFirst(), SpecSource.LONGEST + 1);
        if (bytes.isPresent() && bytes.get().length > SpecSource.LONGEST) {
            throw new OutsideFailure(
                    mirror.shown(of.url()) + " at " + commit.id() + ": " + specs.getFirst() + " has more than the "
                            + SpecSource.LONGEST + " bytes that are taken",
                    false);
        }
        return new Packaging(commit, specs, bytes.map(one -> SpecSource.read(specs.getFirst(), one)));
    }

    private Problem unknown(Package.Source of) {
        return Problem.error(
                "no " + of.ref() + " of it is known here",
                SourcePosition.of(mirror.shown(of.url())),
                "a look at the repository brings it: penstock run --once, or penstock serve");
    }

    private Problem noSpec(Package.Source of, List<String> specs) {
        return Problem.error(
                "the packaging tree has " + (specs.isEmpty() ? "no spec" : specs.size() + " specs"),
                SourcePosition.of(mirror.shown(of.url())),
                "one *.spec in its top folder is read");
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
