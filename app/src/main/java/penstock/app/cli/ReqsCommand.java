package penstock.app.cli;

import java.nio.file.Path;
import penstock.app.document.Json;
import penstock.app.document.RequirementsDocument;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.RequirementRange;
import penstock.problem.Spelling;
import penstock.require.file.RequirementFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What upstream requires, and how that changes. */
@Command(name = "reqs", description = "Tells what upstream projects require, and what changed in that.")
final class ReqsCommand implements Runnable {
    private final Context context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any method is called
    private CommandSpec spec;

    ReqsCommand(Context context) {
        this.context = context;
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
                .requirementHistory(repository)
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
}
