package penstock.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.document.RequirementsDocument;
import penstock.change.Commit;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.LineCheck;
import penstock.engine.require.LineCheck.PackageCheck;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.RequirementRange;
import penstock.engine.require.WhoNeeds;
import penstock.problem.Spelling;
import penstock.require.file.RequirementFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What upstream requires, and how that changes. */
@Command(
        name = "reqs",
        description = "Tells what upstream projects require, and what changed in that.",
        subcommands = ReqsReplayCommand.class)
final class ReqsCommand implements Runnable {
    private final Context context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called
    private CommandSpec spec;

    ReqsCommand(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(
            name = "diff",
            description = "Tells what a project requires otherwise than at an earlier commit, and who changed it.")
    int diff(
            @Parameters(
                            paramLabel = "OLD..NEW",
                            converter = CommitRange.Converter.class,
                            description = "Two commits, each by a tag, a branch or its id; NEW is HEAD when left out.")
                    CommitRange range,
            @Option(
                            names = "--repo",
                            paramLabel = "DIR",
                            defaultValue = ".",
                            description = "The project's git repository (default: here).")
                    Path repository,
            @Option(names = "--json", description = "Prints JSON (docs/early-warning.md).") boolean json)
            throws UserMistakes, OutsideFailure {
        try (RequirementHistory history = context.parts()
                .requirements()
                .history(repository)
                .orElseThrow(() -> UserMistakes.argument(
                        "there is no git repository in " + repository, "name one with --repo DIR"))) {
            Commit old = commit(history, range.old(), repository);
            Commit latest = commit(history, range.latest(), repository);
            RequirementRange changed = history.between(old, latest);
            if (changed.files().isEmpty()) {
                throw UserMistakes.argument(
                        "neither " + range.old() + " nor " + range.latest() + " has a file that says what it requires",
                        "these are looked for: " + String.join(", ", RequirementFiles.roots()));
            }
            RangeReport report = new RangeReport(range, old, latest, changed);
            if (json) {
                context.terminal()
                        .print(Json.indented(RequirementsDocument.range(report.named(), changed, report.problems())));
            } else {
                report.print(context.terminal());
            }
            return report.status().code();
        }
    }

    private static Commit commit(RequirementHistory history, String name, Path repository)
            throws UserMistakes, OutsideFailure {
        var commit = history.resolve(name);
        if (commit.isEmpty()) {
            throw UserMistakes.argument(
                    "no one commit of " + repository + " is called " + name, Spelling.hint(name, history.names()));
        }
        return commit.orElseThrow();
    }

    @Command(
            name = "who-needs",
            description =
                    "Tells which packages of the line require something, at which versions, by upstream and by spec.")
    int whoNeeds(
            @Parameters(
                            paramLabel = "NAME",
                            description = "A Python project, a Puppet module, an RPM, or any of a package's names.")
                    String name,
            @Option(names = "--line", paramLabel = "L", description = "Only in this release line.") @Nullable
                    String line,
            @Option(names = "--json", description = "Prints JSON (docs/early-warning.md).") boolean json)
            throws UserMistakes, OutsideFailure, InterruptedException {
        WhoNeeds whoNeeds = context.parts().requirements().whoNeeds(context.dir());
        Map<String, List<WhoNeeds.Needs>> needs = new LinkedHashMap<>();
        for (ReleaseLine one : ReqsWords.lines(context, line)) {
            needs.put(one.name(), whoNeeds.of(one, name));
        }
        if (json) {
            context.terminal().print(Json.indented(RequirementsDocument.needs(needs)));
        } else {
            needs.forEach((of, all) -> NeedsReport.print(context.terminal(), of, name, all));
        }
        return ExitStatus.DONE.code();
    }

    @Command(
            name = "check",
            description =
                    "Checks what packages' newest upstream commits require against their specs and what builds find.")
    int check(
            @Parameters(arity = "0..*", paramLabel = "PACKAGE", description = "By any of its names (default: all).")
                    @Nullable
                    List<String> packages,
            @Option(names = "--line", paramLabel = "L", description = "Only in this release line.") @Nullable
                    String line,
            @Option(names = "--all", description = "Shows what is fine, too.") boolean all,
            @Option(names = "--json", description = "Prints JSON (docs/early-warning.md).") boolean json)
            throws UserMistakes, OutsideFailure, InterruptedException {
        List<ReqsWords.Wanted> wanted =
                ReqsWords.wanted(ReqsWords.lines(context, line), packages == null ? List.of() : packages);
        Map<String, List<PackageCheck>> checks = checked(wanted);
        if (json) {
            context.terminal().print(Json.indented(RequirementsDocument.checks(checks)));
        } else {
            checks.forEach((of, some) -> CheckReport.print(context.terminal(), of, some, all));
        }
        return CheckReport.status(checks.values().stream().flatMap(List::stream).toList())
                .code();
    }

    @Command(
            name = "patch",
            description = "Prints the patch that makes a package's spec require what its newest upstream commit does,"
                    + " for git apply in the packaging repository.")
    int patch(
            @Parameters(paramLabel = "PACKAGE", description = "By any of its names.") String name,
            @Option(names = "--line", paramLabel = "L", description = "In this release line.") @Nullable String line)
            throws UserMistakes, OutsideFailure, InterruptedException {
        List<ReqsWords.Wanted> wanted = ReqsWords.wanted(ReqsWords.lines(context, line), List.of(name));
        if (wanted.size() > 1 || wanted.getFirst().packages().size() > 1) {
            throw UserMistakes.argument(
                    name + " is in several lines, or is several packages", "say --line L, or the RPM's name");
        }
        PackageCheck check = checked(wanted).values().iterator().next().getFirst();
        CheckReport.hints(context.terminal(), check);
        if (check.patch().isEmpty() || check.trees().source().isEmpty()) {
            throw new UserMistakes(check.trees().problems());
        }
        if (check.patch().get().isEmpty()) {
            context.terminal().say("nothing in the spec has to change");
        }
        String spec = check.trees().spec().orElseThrow().file();
        context.terminal().print(check.patch().get().diffBytes(spec));
        return ExitStatus.DONE.code();
    }

    private Map<String, List<PackageCheck>> checked(List<ReqsWords.Wanted> wanted)
            throws UserMistakes, OutsideFailure, InterruptedException {
        LineCheck check = context.parts().requirements().check(context.dir(), context.terminal()::now);
        Map<String, List<PackageCheck>> checks = new LinkedHashMap<>();
        for (ReqsWords.Wanted one : wanted) {
            checks.put(one.line().name(), check.of(one.line(), one.packages()));
        }
        return checks;
    }
}
