package penstock.engine.trial;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.build.LinePart;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.PackageTrees;
import penstock.engine.require.TreeReader;
import penstock.engine.trial.DependentReport.Commits;
import penstock.engine.trial.DependentReport.Dependent;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.require.answer.Packaged;

/**
 * Builds a package, then each package of its line that asks for what it provides: once against what {@code current} has, and once
 * against that with the new build in the old one's place. What that costs is in proportion to those who ask, and of these, what the factory
 * built already in this very surrounding is taken from there and only installed.
 */
public final class DependentTrial {
    private static final PackageBuild.Variant INSTALLED = new PackageBuild.Variant(Optional.empty(), true);

    private final TreeReader trees;
    private final Dependents dependents;
    private final Testbed bed;
    private final InstantSource clock;

    /** @param names the configured table of names, as {@link penstock.require.answer.Names} takes it */
    public DependentTrial(TreeReader trees, Map<String, List<String>> names, Testbed bed, InstantSource clock) {
        this.trees = trees;
        this.dependents = new Dependents(trees, names);
        this.bed = bed;
        this.clock = clock;
    }

    /** What goes on, for people. */
    public interface Progress {
        /** Something ended. */
        void tell(String line);

        /** What runs now. */
        void now(String doing);
    }

    /**
     * What is to be tried.
     *
     * @param commit an upstream branch, tag or commit id; empty for the newest that is known here
     * @param atOnce how many dependents are built at the same time
     */
    public record Wanted(ReleaseLine line, Package pkg, Optional<String> commit, BuildOptions options, int atOnce) {}

    /** What came of it: the report, or why there is none. */
    public sealed interface Result {
        record Done(DependentReport report) implements Result {}

        record Refused(List<Problem> problems) implements Result {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    public Result of(Wanted wanted, Progress progress) throws OutsideFailure, InterruptedException {
        PackageTrees read = trees.read(wanted.pkg());
        Optional<Commit> source = wanted.commit().isPresent()
                ? trees.upstream(wanted.pkg(), wanted.commit().get())
                : read.source();
        if (source.isEmpty() || read.distgit().isEmpty()) {
            return new Result.Refused(
                    source.isEmpty() && wanted.commit().isPresent() ? unknown(wanted) : read.problems());
        }
        List<Path> current = bed.current(wanted.line().name());
        if (current.isEmpty()) {
            return new Result.Refused(List.of(Problem.error(
                    "the line " + wanted.line().name()
                            + " has published nothing yet, so that there is nothing to compare with",
                    SourcePosition.of("current"),
                    "penstock run --once")));
        }
        TrialRequests requests = new TrialRequests(clock, wanted.line().name(), wanted.options());
        BuildRequest request =
                requests.of(wanted.pkg(), source.orElseThrow(), read.distgit().orElseThrow());
        progress.now("building " + wanted.pkg().name());
        PackageBuilder before =
                bed.builder(current.stream().map(LinePart::whole).toList(), INSTALLED);
        TrialBuild build = new TrialBuild(request, before.build(request));
        return new Result.Done(
                build.verdict().succeeded()
                        ? compared(wanted, build, new Seen(current, before, requests), progress)
                        : new DependentReport(wanted.line().name(), build, false, List.of(), List.of()));
    }

    private static List<Problem> unknown(Wanted wanted) {
        return List.of(Problem.error(
                "no one commit of " + wanted.pkg().source().repositoryName() + " that is known here is called "
                        + wanted.commit().orElseThrow(),
                SourcePosition.of(wanted.pkg().project()),
                "a look at the repository brings what is new: penstock run --once, or penstock serve"));
    }

    /** What builds see without the new one. */
    private record Seen(List<Path> current, PackageBuilder builder, TrialRequests requests) {}

    private DependentReport compared(Wanted wanted, TrialBuild build, Seen seen, Progress progress)
            throws OutsideFailure, InterruptedException {
        List<Packaged> there = new ArrayList<>();
        for (Path repository : seen.current()) {
            there.addAll(bed.packages(repository));
        }
        Path made = bed.repository(build.outcome().artifacts());
        List<Packaged> now = bed.packages(made);
        String source = Packaged.sourceName(build.outcome().nevra().orElseThrow());
        List<Packaged> old =
                there.stream().filter(one -> one.source().equals(source)).toList();
        String line = wanted.line().name();
        if (versions(old).equals(versions(now))) {
            return new DependentReport(line, build, true, List.of(), List.of());
        }
        List<Packaged> both = new ArrayList<>(old);
        both.addAll(now);
        Dependents.Found found = dependents.of(wanted.line(), wanted.pkg(), both, there);
        progress.tell(found.asking().size() + " packages of " + line + " ask for what " + source + " provides");
        PackageBuilder after = bed.builder(parts(seen.current(), old, made), INSTALLED);
        List<Dependent> tried = new BothSides(seen.builder(), after, progress)
                .all(found.asking(), trees -> request(seen.requests(), trees), wanted.atOnce());
        return new DependentReport(line, build, false, tried, found.problems());
    }

    /** The new build's packages in the place of the old one's: also where it does not make some of them any more. */
    private static List<LinePart> parts(List<Path> current, List<Packaged> old, Path made) {
        SortedSet<String> replaced = new TreeSet<>();
        old.forEach(one -> replaced.add(one.name()));
        List<LinePart> parts = new ArrayList<>(List.of(LinePart.whole(made)));
        current.forEach(repository -> parts.add(new LinePart(repository, replaced)));
        return parts;
    }

    private static SortedSet<String> versions(List<Packaged> packages) {
        SortedSet<String> versions = new TreeSet<>();
        packages.forEach(one -> versions.add(one.name() + " " + one.evr()));
        return versions;
    }

    private static Optional<BothSides.Requests> request(TrialRequests requests, PackageTrees trees) {
        if (trees.source().isEmpty() || trees.distgit().isEmpty()) {
            return Optional.empty();
        }
        Commits commits =
                new Commits(trees.source().orElseThrow(), trees.distgit().orElseThrow());
        return Optional.of(new BothSides.Requests(
                commits,
                requests.of(trees.pkg(), commits.source(), commits.distgit()),
                requests.of(trees.pkg(), commits.source(), commits.distgit())));
    }
}
