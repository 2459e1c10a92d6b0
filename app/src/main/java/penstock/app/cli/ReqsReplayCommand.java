package penstock.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.app.document.ReplayDocument;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.HistoryReplay;
import penstock.engine.require.SourceHistory;
import penstock.require.replay.Replayed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What would have been noticed and patched in a package's real history. */
@Command(
        name = "replay",
        description =
                "Replays the histories of upstream and packaging beside one another: which of the packagers' changes"
                        + " would have been noticed earlier, and how many would have been made by our patches.")
final class ReqsReplayCommand implements Callable<Integer> {
    /** Tried in this order; a bundle may have no HEAD. */
    private static final List<String> UPSTREAM = List.of("master", "main", "HEAD");

    private static final List<String> DISTGIT = List.of("rpm-master", "HEAD");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private ReqsCommand parent;

    @Option(
            names = "--upstream",
            paramLabel = "BUNDLE",
            required = true,
            description = "The project's history: a git bundle or repository; once for each pair.")
    private List<Path> upstream = new ArrayList<>();

    @Option(
            names = "--distgit",
            paramLabel = "BUNDLE",
            required = true,
            description = "The packaging's history, in the same order.")
    private List<Path> distgit = new ArrayList<>();

    @Option(names = "--upstream-branch", paramLabel = "B", description = "Default: master, else main, else HEAD.")
    private @Nullable String upstreamBranch;

    @Option(names = "--distgit-branch", paramLabel = "B", description = "Default: rpm-master, else HEAD.")
    private @Nullable String distgitBranch;

    @Option(
            names = "--constraints",
            paramLabel = "BUNDLE",
            description =
                    "OpenStack's requirements project, to know by its upper-constraints.txt what could be installed.")
    private @Nullable Path constraints;

    @Option(names = "--lines", description = "Shows each line of the truth, and what was offered and not followed.")
    private boolean lines;

    @Option(names = "--json", description = "Prints JSON (docs/early-warning.md).")
    private boolean json;

    @Override
    public Integer call() throws UserMistakes, OutsideFailure {
        if (upstream.size() != distgit.size()) {
            throw UserMistakes.argument(
                    upstream.size() + " upstream and " + distgit.size() + " packaging histories are named",
                    "name one --distgit for each --upstream");
        }
        HistoryReplay replay = parent.context().parts().requirements().replay();
        Map<String, Replayed> replays = constraints == null ? replays(replay) : within(replay, constraints);
        if (json) {
            parent.context().terminal().print(Json.indented(ReplayDocument.of(replays)));
        } else {
            ReplayReport.print(parent.context().terminal(), replays, lines);
        }
        return ExitStatus.DONE.code();
    }

    private Map<String, Replayed> within(HistoryReplay replay, Path of) throws UserMistakes, OutsideFailure {
        try (SourceHistory history = open(of)) {
            return replays(replay.within(history, tip(history, of, UPSTREAM)));
        }
    }

    private Map<String, Replayed> replays(HistoryReplay replay) throws UserMistakes, OutsideFailure {
        Map<String, Replayed> replays = new LinkedHashMap<>();
        for (int i = 0; i < upstream.size(); i++) {
            Path source = upstream.get(i);
            Path packaging = distgit.get(i);
            parent.context().terminal().now("replaying " + source);
            try (SourceHistory from = open(source);
                    SourceHistory beside = open(packaging)) {
                replays.put(
                        name(source),
                        replay.of(
                                from,
                                tip(from, source, branches(upstreamBranch, UPSTREAM)),
                                beside,
                                tip(beside, packaging, branches(distgitBranch, DISTGIT))));
            }
        }
        return replays;
    }

    private static String name(Path source) {
        return source.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.(bundle|git)$", "");
    }

    private static List<String> branches(@Nullable String asked, List<String> usual) {
        return asked == null ? usual : List.of(asked);
    }

    private SourceHistory open(Path path) throws UserMistakes, OutsideFailure {
        Optional<SourceHistory> history =
                parent.context().parts().requirements().commits(path);
        if (history.isEmpty()) {
            throw UserMistakes.argument(
                    "there is no git repository and no bundle in " + path, "`git bundle create` makes one");
        }
        return history.get();
    }

    private static Commit tip(SourceHistory history, Path path, List<String> branches)
            throws UserMistakes, OutsideFailure {
        for (String branch : branches) {
            Optional<Commit> tip = history.resolve(branch);
            if (tip.isPresent()) {
                return tip.get();
            }
        }
        throw UserMistakes.argument(
                path + " has no " + String.join(" and no ", branches), "it has: " + String.join(", ", history.names()));
    }
}
