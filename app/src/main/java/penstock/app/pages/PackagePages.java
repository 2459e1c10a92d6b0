package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.PackageViews;
import penstock.engine.query.Queries;
import penstock.line.Excuse;

/** One package, and all builds of a commit. */
final class PackagePages {
    private static final int ROWS = 25;
    private static final int ENDS = 40;

    private final Source source;
    private final FactoryPages pages;

    PackagePages(Source source, FactoryPages pages) {
        this.source = source;
        this.pages = pages;
    }

    void routes(RoutesConfig routes) {
        pages.route(routes, "/-/lines/{line}/packages/{project}", this::one);
        pages.route(routes, "/-/lines/{line}/commits/{commit}", this::commit);
    }

    private void one(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        String project = context.pathParam("project");
        Optional<PackageViews.PackageView> view = source.packages().find(line, project, ENDS);
        if (view.isEmpty()) {
            pages.none(context, "package");
            return;
        }
        Optional<String> before = FactoryPages.parameter(context, "before");
        FactoryPages.Part<LineViews.BuildLine> part =
                FactoryPages.Part.of(source.packages().history(line, project, before, ROWS + 1), ROWS);
        pages.show(
                context,
                "package.jte",
                Map.of(
                        "line", line,
                        "view", view.get(),
                        "paused", paused(line, view.get()),
                        "warnings", source.warnings().find(line, project),
                        "history", CommitBuilds.of(part.rows()),
                        "more", part.more(),
                        "most", ENDS));
    }

    /** What paused it, by itself or with its line; nothing when its excuse says so already. */
    private List<Queries.PauseRow> paused(String line, PackageViews.PackageView view) throws OutsideFailure {
        String project = view.standing().named().project();
        boolean told = view.standing()
                .excuse()
                .filter(excuse -> excuse.reason() == Excuse.Reason.PAUSED)
                .isPresent();
        return source.queries().pauses(line).stream()
                .filter(pause ->
                        !told && (pause.project().isEmpty() || pause.project().equals(project)))
                .toList();
    }

    private void commit(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        String commit = context.pathParam("commit");
        List<LineViews.BuildLine> builds = source.packages().ofCommit(line, commit, ROWS * 2);
        if (builds.isEmpty()) {
            pages.none(context, "commit");
            return;
        }
        pages.show(context, "commit.jte", Map.of("line", line, "builds", builds));
    }
}
