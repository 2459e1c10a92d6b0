package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.app.web.OwnAddress;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;
import penstock.repo.RepoLayout;

/** Snapshots, what they list and how two of them differ, and labels with their moves. */
final class SnapshotPages {
    private static final int ROWS = 40;
    private static final int DIFFERING = 200;

    private final Source source;
    private final FactoryPages pages;

    SnapshotPages(Source source, FactoryPages pages) {
        this.source = source;
        this.pages = pages;
    }

    void routes(RoutesConfig routes) {
        pages.route(routes, "/-/lines/{line}/snapshots", this::all);
        pages.route(routes, "/-/lines/{line}/snapshots/<directory>", this::one);
        pages.route(routes, "/-/lines/{line}/labels", this::labels);
    }

    private void all(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Optional<Long> before = FactoryPages.number(context, "before");
        var part = FactoryPages.Part.of(source.snapshots().made(line, before, ROWS + 1), ROWS);
        pages.show(context, "snapshots.jte", Map.of("line", line, "snapshots", part.rows(), "more", part.more()));
    }

    private void one(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Optional<SnapshotViews.Made> made = source.snapshots().find(line, context.pathParam("directory"));
        if (made.isEmpty()) {
            pages.none(context, "snapshot");
            return;
        }
        Map<String, Object> shown = new HashMap<>(Map.of("line", line, "made", made.get()));
        Optional<SnapshotViews.Made> against = against(context, line, made.get());
        if (against.isPresent()) {
            shown.put("against", against.get());
            shown.put("differing", source.snapshots().difference(line, against.get(), made.get(), DIFFERING));
        }
        String after = FactoryPages.parameter(context, "after").orElse("");
        var part = FactoryPages.Part.of(source.snapshots().contents(line, made.get(), after, ROWS + 1), ROWS);
        shown.put("contents", part.rows());
        shown.put("more", part.more());
        shown.put("labels", source.queries().labels(line));
        shown.put("folder", RepoLayout.lineFolder(source.target(), line));
        shown.put("address", OwnAddress.of(context));
        pages.show(context, "snapshot.jte", shown);
    }

    /** The one that is asked for, else the one before. */
    private Optional<SnapshotViews.Made> against(Context context, String line, SnapshotViews.Made made)
            throws OutsideFailure {
        Optional<String> asked = FactoryPages.parameter(context, "against");
        return asked.isPresent()
                ? source.snapshots()
                        .find(line, asked.get())
                        .filter(other ->
                                other.row().component().equals(made.row().component()))
                : source.snapshots().before(line, made);
    }

    private void labels(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Optional<String> before = FactoryPages.parameter(context, "before");
        var part = FactoryPages.Part.of(source.snapshots().moves(line, before, ROWS + 1), ROWS);
        List<Queries.LabelRow> labels = source.queries().labels(line);
        List<String> unplaced = source.labels().labels(line).stream()
                .filter(name -> labels.stream().noneMatch(row -> row.label().equals(name)))
                .toList();
        pages.show(
                context,
                "labels.jte",
                Map.of(
                        "line",
                        line,
                        "labels",
                        labels,
                        "unplaced",
                        unplaced,
                        "moves",
                        part.rows(),
                        "more",
                        part.more(),
                        "folder",
                        RepoLayout.lineFolder(source.target(), line)));
    }
}
