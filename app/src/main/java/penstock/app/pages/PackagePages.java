package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.PackageViews;

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
                        "history", CommitBuilds.of(part.rows()),
                        "more", part.more(),
                        "most", ENDS));
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
