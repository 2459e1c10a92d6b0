package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.build.BuildOptions;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.LineCheck.PackageCheck;
import penstock.engine.trial.PatchTrial;
import penstock.engine.trial.TrialBuild;

/** {@code penstock build --with-patch}: what {@code reqs patch} prints is tried, and nothing comes of it but a verdict. */
final class PatchedBuild {
    private final Context context;

    PatchedBuild(Context context) {
        this.context = context;
    }

    ExitStatus run(List<ReqsWords.Wanted> wanted, boolean withTests)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        boolean good = true;
        try (GracefulStop _ = GracefulStop.ofThisThread();
                Trials trials = context.parts().requirements().trials(context.dir(), terminal::now)) {
            BuildOptions options =
                    new BuildOptions(false, withTests || trials.usual().withTests());
            for (ReqsWords.Wanted one : wanted) {
                for (Package pkg : one.packages()) {
                    good &= one(trials, one.line(), pkg, options);
                }
            }
        }
        return good ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private boolean one(Trials trials, ReleaseLine line, Package pkg, BuildOptions options)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        trials.look(pkg, text -> terminal.say(Terminal.printable(text)));
        terminal.now("building " + pkg.name() + " with the patch of its spec");
        PatchTrial.Tried tried = trials.patches().of(line, pkg, options);
        PackageCheck check = tried.check();
        CheckReport.hints(terminal, check);
        if (check.patch().isEmpty() || check.trees().source().isEmpty()) {
            throw new UserMistakes(check.trees().problems());
        }
        String what = pkg.name() + " of " + line.name() + " at "
                + check.trees().source().map(Commit::shortId).orElseThrow();
        if (tried.build().isEmpty()) {
            terminal.print(
                    Terminal.printable(what + ": nothing in the spec has to change, so that there is no patch to try"));
            return true;
        }
        TrialBuild build = tried.build().orElseThrow();
        String spec = check.trees().spec().orElseThrow().file();
        terminal.print(check.patch().orElseThrow().diffBytes(spec));
        Verdict verdict = build.verdict();
        Optional<Path> log = trials.log(build.request().id());
        VerdictText.line(
                terminal,
                verdict.succeeded() ? Style.GOOD : Style.BAD,
                verdict.succeeded() ? "built" : "failed",
                what + " with this patch"
                        + (verdict.succeeded() ? "; nothing is published" : ", " + VerdictText.cause(verdict)));
        VerdictText.evidence(terminal, verdict, log);
        return verdict.succeeded();
    }
}
