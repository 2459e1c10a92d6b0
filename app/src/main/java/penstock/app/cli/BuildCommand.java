package penstock.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.build.BuildOptions;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Wanted;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineState;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds that a person asks for (C7). */
@Command(name = "build", description = "Builds packages now, whether they were built before or not.")
final class BuildCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "1..*",
            paramLabel = "PACKAGE[@COMMIT]",
            description =
                    "Any of a package's names; COMMIT is an upstream branch, tag or commit (default: the branch that is followed).")
    private List<String> words = List.of();

    @Option(
            names = "--line",
            paramLabel = "L",
            description = "Only in this release line (default: in each that has the package).")
    private @Nullable String line;

    @Option(names = "--with-tests", description = "Runs the packages' tests and requires what they need.")
    private boolean withTests;

    @Option(
            names = "--with-patch",
            description = "Tries the patch of `penstock reqs patch` at the newest commits; nothing is published.")
    private boolean withPatch;

    BuildCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        if (withPatch) {
            return new PatchedBuild(context).run(patched(), withTests).code();
        }
        return switch (Owning.claim(context, context.dir(), "penstock build")) {
            case Claimed.Taken taken -> {
                List<Wanted> wanted =
                        wanted(context.parts().followed(context.dir()).lines());
                yield Owning.ask(context, taken, new DataFolder.Request.Build(wanted, true))
                        .code();
            }
            case Claimed.Mine(OwnedFactory mine) -> build(mine).code();
        };
    }

    private List<ReqsWords.Wanted> patched() throws UserMistakes, OutsideFailure, InterruptedException {
        for (String word : words) {
            if (word.indexOf('@') >= 0) {
                throw UserMistakes.argument(
                        word + " names a commit, and a patch is tried at the newest ones",
                        "leave " + word.substring(word.indexOf('@')) + " out");
            }
        }
        return ReqsWords.wanted(ReqsWords.lines(context, line), words);
    }

    private ExitStatus build(OwnedFactory mine) throws UserMistakes, OutsideFailure, InterruptedException {
        try (OwnedFactory owned = mine) {
            List<ReleaseLine> lines = owned.followed().lines();
            List<Wanted> wanted = wanted(lines);
            List<String> refused = owned.audited().build(Owning.user(), wanted);
            if (!refused.isEmpty()) {
                throw new UserMistakes(
                        refused.stream().map(BuildCommand::mistake).toList());
            }
            List<LineState> ends = owned.factory()
                    .awaitRest(wanted.stream().map(Wanted::line).distinct().toList());
            boolean failed = wanted.stream().anyMatch(one -> !passing(ends, one));
            return failed ? ExitStatus.FAILED : ExitStatus.DONE;
        }
    }

    private List<Wanted> wanted(List<ReleaseLine> lines) throws UserMistakes {
        List<Wanted> wanted = new ArrayList<>();
        List<Problem> mistakes = new ArrayList<>();
        for (String word : words) {
            int at = word.indexOf('@');
            String name = at < 0 ? word : word.substring(0, at);
            Optional<String> commit = at < 0 ? Optional.empty() : Optional.of(word.substring(at + 1));
            List<Wanted> found = found(lines, name, commit);
            wanted.addAll(found);
            if (found.isEmpty()) {
                mistakes.add(Problem.error(
                        "no package is called " + name,
                        SourcePosition.of("penstock build"),
                        lines.stream()
                                .map(one -> one.hint(name))
                                .filter(hint -> !hint.isEmpty())
                                .findFirst()
                                .orElse("")));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserMistakes(mistakes);
        }
        return wanted;
    }

    private List<Wanted> found(List<ReleaseLine> lines, String name, Optional<String> commit) {
        BuildOptions options = new BuildOptions(false, withTests);
        return lines.stream()
                .filter(one -> line == null || one.name().equals(line))
                .flatMap(one -> one.find(name).stream()
                        .map(Package::project)
                        .map(project -> new Wanted(one.name(), project, commit, options)))
                .toList();
    }

    private static boolean passing(List<LineState> ends, Wanted wanted) {
        return ends.stream()
                .filter(end -> end.name().equals(wanted.line()))
                .flatMap(end -> end.find(wanted.project()).stream())
                .allMatch(Ends::passing);
    }

    private static Problem mistake(String refused) {
        return Problem.error(refused, SourcePosition.of("penstock build"), "");
    }
}
