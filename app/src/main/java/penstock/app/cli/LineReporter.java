package penstock.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.engine.line.Journal;
import penstock.engine.line.LineListener;
import penstock.follow.Finding;
import penstock.line.Change;
import penstock.line.LineEvent;
import penstock.line.Order;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;

/** Tells a person what happens in the lines, a line of text for each thing that is worth one; what just goes on is shown live. */
final class LineReporter implements LineListener {
    private final Terminal terminal;
    private final Map<String, Running> building = new ConcurrentHashMap<>();

    private record Running(String project, Instant since) {}

    LineReporter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void stepped(String line, Journal.Entry entry) {
        switch (entry.event()) {
            case LineEvent.Found found -> found(found.finding());
            case LineEvent.Built built -> built(built, entry.stamp().at());
            case LineEvent.Published published ->
                tell(
                        Style.GOOD,
                        "published",
                        published.order().ref().line() + "/"
                                + published.order().ref().directory());
            case LineEvent.Pointed pointed ->
                tell(
                        Style.STRONG,
                        pointed.order().label(),
                        component(pointed.order()) + "is now "
                                + pointed.order().ref().directory());
            case LineEvent.Promoted promoted -> promoted(promoted.order().promotion());
            case LineEvent.Failed failed -> failed(failed);
            case LineEvent.Asked asked ->
                tell(
                        Style.PLAIN,
                        "asked",
                        asked.project() + " " + asked.source().shortId());
            case LineEvent.Held(var why) ->
                tell(Style.WARNING, "disk", line + ": " + why.orElse("builds may begin again"));
            case LineEvent.Configured _ ->
                entry.stepped().changes().stream()
                        .filter(Change.PackageGone.class::isInstance)
                        .map(Change.PackageGone.class::cast)
                        .forEach(gone -> tell(
                                Style.WARNING,
                                "gone",
                                gone.project() + " is not in the distribution of " + line + " any more"));
            case LineEvent.Promoting _ -> refused(entry.stepped().changes());
            case LineEvent.Decided _, LineEvent.Looking _, LineEvent.SpecRead _, LineEvent.TimePassed _ -> {}
        }
        entry.stepped().orders().forEach(order -> begun(order, entry.stamp().at()));
        showRunning();
    }

    private void found(Finding finding) {
        switch (finding) {
            case Finding.Moved moved -> {
                String subjects = moved.source().size() == 1
                        ? moved.source().getFirst().subject()
                        : moved.source().size() + " commits";
                String ids =
                        moved.source().stream().map(Commit::shortId).limit(3).collect(Collectors.joining(" "));
                tell(Style.PLAIN, "found", moved.project() + " " + ids + " " + subjects);
                moved.notes().forEach(note -> tell(Style.WARNING, "note", moved.project() + ": " + note));
            }
            case Finding.Broken broken -> tell(Style.BAD, "broken", broken.project() + ": " + broken.message());
            case Finding.Unchanged _ -> {}
        }
    }

    private void promoted(Promotion promotion) {
        for (SnapshotRef part : promotion.parts()) {
            String component = part.component().isEmpty() ? "" : part.component() + " ";
            tell(Style.STRONG, promotion.label(), component + "is now " + part.directory());
        }
    }

    private void refused(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.NotPromoted(Promotion promotion, String why)) {
                tell(Style.BAD, "refused", promotion.label() + ": " + why);
            }
        }
    }

    private void begun(Order order, Instant at) {
        if (order instanceof Order.Build build) {
            building.put(build.id(), new Running(build.project(), at));
            String how = build.request().options().bootstrap() ? " (bootstrap)" : "";
            tell(
                    Style.PLAIN,
                    "building",
                    build.project() + " " + build.request().source().shortId() + how);
        }
    }

    private void built(LineEvent.Built built, Instant at) {
        Running running = building.remove(built.order().id());
        String took = running == null ? "" : " in " + seconds(Duration.between(running.since(), at));
        String project = built.order().project();
        Verdict verdict = built.outcome().verdict();
        if (verdict.succeeded()) {
            String reused = built.outcome().reusedFrom().isPresent() ? " (reused)" : "";
            tell(Style.GOOD, "built", built.outcome().nevra().orElse(project) + took + reused);
            evidence(verdict);
            return;
        }
        String step = verdict.step()
                .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
        tell(
                Style.BAD,
                "failed",
                project + took + ", " + step + ": "
                        + verdict.cause().map(CauseText::of).orElse("unknown"));
        evidence(verdict);
    }

    private void evidence(Verdict verdict) {
        verdict.evidence().stream()
                .limit(5)
                .forEach(shown -> tell(Style.FAINT, "", "  " + shown.number() + ": " + shown.text()));
    }

    private void failed(LineEvent.Failed failed) {
        building.remove(failed.order().id());
        String again = failed.retryable() && !(failed.order() instanceof Order.Promote) ? "; it is tried again" : "";
        tell(Style.BAD, "failed", failed.order().project() + ": " + failed.message() + again);
    }

    private void showRunning() {
        if (!building.isEmpty()) {
            terminal.now("building "
                    + building.values().stream().map(Running::project).sorted().collect(Collectors.joining(", ")));
        }
    }

    private void tell(Style style, String what, String text) {
        terminal.print(terminal.styled(style, "%-10s".formatted(what)) + " " + Terminal.printable(text));
    }

    private static String component(Order.Point order) {
        return order.ref().component().isEmpty() ? "" : "of " + order.ref().component() + " ";
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
