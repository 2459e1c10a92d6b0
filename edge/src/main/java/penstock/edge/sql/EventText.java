package penstock.edge.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.build.BuildOutcome;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.build.log.StepMarker;
import penstock.engine.line.Journal;
import penstock.follow.Finding;
import penstock.line.Change;
import penstock.line.LineEvent;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;

/** An event as it is kept to explain: what kind, which package, and one line of words. */
record EventText(String kind, String project, String text) {
    static EventText of(Journal.Entry entry) {
        EventText text = of(entry.event());
        String gone = entry.stepped().changes().stream()
                .filter(_ -> entry.event() instanceof LineEvent.Configured)
                .flatMap(change ->
                        change instanceof Change.PackageGone(String project) ? Stream.of(project) : Stream.empty())
                .collect(Collectors.joining(" "));
        return gone.isEmpty() ? text : new EventText(text.kind, text.project, text.text + "; not any more: " + gone);
    }

    private static EventText of(LineEvent event) {
        String kind = event.getClass().getSimpleName();
        return switch (event) {
            case LineEvent.Configured configured ->
                new EventText(kind, "", configured.packages().size() + " packages");
            case LineEvent.Looking looking ->
                new EventText(kind, "", looking.projects().size() + " packages");
            case LineEvent.Found(Finding finding, var _) ->
                new EventText(finding.getClass().getSimpleName(), finding.project(), found(finding));
            case LineEvent.Asked asked ->
                new EventText(
                        kind,
                        asked.project(),
                        asked.source().shortId() + " with packaging "
                                + asked.distgit().shortId());
            case LineEvent.Done done -> ended(kind, done);
            case LineEvent.Promoting(Promotion promotion) ->
                new EventText(kind, promotion.parts().getFirst().project(), promoted(promotion));
            case LineEvent.Held(var why) -> new EventText(kind, "", why.orElse("builds may begin again"));
            case LineEvent.Paused(List<String> projects, String by, String reason) ->
                new EventText(
                        kind,
                        projects.size() == 1 ? projects.getFirst() : "",
                        meant(projects) + " by " + by + (reason.isEmpty() ? "" : ": " + reason));
            case LineEvent.Resumed(List<String> projects) ->
                new EventText(kind, projects.size() == 1 ? projects.getFirst() : "", meant(projects));
            case LineEvent.Unfollowed() -> new EventText(kind, "", "the line is not followed any more");
            case LineEvent.Removed(List<String> projects) ->
                new EventText(kind, projects.size() == 1 ? projects.getFirst() : "", meant(projects));
            case LineEvent.TimePassed() -> new EventText(kind, "", "");
        };
    }

    private static EventText ended(String kind, LineEvent.Done done) {
        return switch (done) {
            case LineEvent.SpecRead read -> new EventText(kind, read.order().project(), "");
            case LineEvent.Built built ->
                new EventText(kind, built.order().project(), built.order().id() + " " + outcome(built.outcome()));
            case LineEvent.Published published ->
                new EventText(
                        kind,
                        published.order().project(),
                        published.order().ref().directory());
            case LineEvent.Pointed pointed ->
                new EventText(
                        kind,
                        pointed.order().project(),
                        pointed.order().label() + " -> " + pointed.order().ref().directory());
            case LineEvent.Promoted promoted ->
                new EventText(
                        kind,
                        promoted.order().project(),
                        promoted(promoted.order().promotion()));
            case LineEvent.Failed failed ->
                new EventText(
                        kind,
                        failed.order().project(),
                        failed.order().getClass().getSimpleName() + ": " + failed.message());
        };
    }

    private static String promoted(Promotion promotion) {
        return promotion.label() + " -> "
                + promotion.parts().stream().map(SnapshotRef::directory).collect(Collectors.joining(", ")) + " by "
                + promotion.by();
    }

    private static String meant(List<String> projects) {
        return projects.isEmpty() ? "the whole line" : String.join(" ", projects);
    }

    private static String found(Finding finding) {
        return switch (finding) {
            case Finding.Unchanged _ -> "";
            case Finding.Broken broken -> broken.message();
            case Finding.Moved moved ->
                moved.source().size() + " commits up to "
                        + moved.source().getLast().shortId() + ", packaging "
                        + moved.distgit().shortId()
                        + (moved.notes().isEmpty() ? "" : "; " + String.join("; ", moved.notes()));
        };
    }

    private static String outcome(BuildOutcome outcome) {
        Verdict verdict = outcome.verdict();
        return verdict.succeeded()
                ? "SUCCESS"
                : "FAILED"
                        + verdict.step()
                                .map(step -> " in " + StepMarker.words(step))
                                .orElse("")
                        + verdict.cause()
                                .map(cause -> ": " + CauseText.of(cause))
                                .orElse("");
    }
}
