package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import penstock.app.web.OwnAddress;
import penstock.digest.WeeklyDigest;
import penstock.digest.WeeklyText;
import penstock.engine.distro.DistroTrouble;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.Queries;
import penstock.repo.RepoLayout;
import penstock.warning.PackageWarnings;
import penstock.week.Week;
import penstock.week.WeekTime;

/** All lines, one line, its packages, its last builds, its warnings, its week, what happened. */
final class LinePages {
    private static final LineViews.Limits LIMITS = new LineViews.Limits(30, 20, 8);
    private static final int ROWS = 40;

    private final Source source;
    private final Supplier<Optional<DistroTrouble>> trouble;
    private final FactoryPages pages;

    LinePages(Source source, Supplier<Optional<DistroTrouble>> trouble, FactoryPages pages) {
        this.source = source;
        this.trouble = trouble;
        this.pages = pages;
    }

    void routes(RoutesConfig routes) {
        pages.route(routes, "/", this::front);
        pages.route(routes, "/-/lines/{line}", this::overview);
        pages.route(routes, "/-/lines/{line}/packages", this::packages);
        pages.route(routes, "/-/lines/{line}/builds", this::builds);
        pages.route(routes, "/-/lines/{line}/warnings", this::warnings);
        pages.route(routes, "/-/lines/{line}/digest", this::digest);
        pages.route(routes, "/-/lines/{line}/history", this::history);
    }

    private void front(Context context) throws OutsideFailure {
        pages.show(
                context,
                "lines.jte",
                Map.of(
                        "lines", source.lines().standings(),
                        "target", source.target(),
                        "trouble", trouble.get(),
                        "address", OwnAddress.of(context)));
    }

    private void overview(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Optional<LineViews.Overview> overview = source.lines().overview(line, LIMITS);
        if (overview.isEmpty()) {
            pages.none(context, "line");
            return;
        }
        pages.show(
                context,
                "line.jte",
                Map.of(
                        "overview",
                        overview.get(),
                        "pauses",
                        source.queries().pauses(line),
                        "gone",
                        source.queries().gone(line),
                        "causes",
                        FailureCause.of(overview.get().failing()),
                        "trouble",
                        trouble.get(),
                        "folder",
                        RepoLayout.lineFolder(source.target(), line)));
    }

    private void packages(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        LineViews.Filter.Kind kind =
                FactoryPages.parameter(context, "show").flatMap(LinePages::kind).orElse(LineViews.Filter.Kind.ALL);
        String name = FactoryPages.parameter(context, "name").orElse("");
        int after = FactoryPages.number(context, "after").map(Long::intValue).orElse(-1);
        List<LineViews.PackageLine> found =
                source.lines().packages(line, new LineViews.Filter(kind, name), after, ROWS + 1);
        FactoryPages.Part<LineViews.PackageLine> part = FactoryPages.Part.of(found, ROWS);
        pages.show(
                context,
                "packages.jte",
                Map.of("line", line, "kind", kind, "name", name, "packages", part.rows(), "more", part.more()));
    }

    private void warnings(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        String after = FactoryPages.parameter(context, "after").orElse("");
        FactoryPages.Part<PackageWarnings> part =
                FactoryPages.Part.of(source.warnings().open(line, after, ROWS + 1), ROWS);
        pages.show(context, "warnings.jte", Map.of("line", line, "packages", part.rows(), "more", part.more()));
    }

    /** The seven days until now. */
    private void digest(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Week week = source.digests().week(WeekTime.MONDAY, Optional.empty());
        WeeklyDigest digest = source.digests().of(line, week);
        pages.showGrowing(context, "digest.jte", Map.of("line", line, "text", WeeklyText.body(digest)));
    }

    private static Optional<LineViews.Filter.Kind> kind(String name) {
        for (LineViews.Filter.Kind kind : LineViews.Filter.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private void builds(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Optional<String> before = FactoryPages.parameter(context, "before");
        var part = FactoryPages.Part.of(source.lines().builds(line, before, ROWS + 1), ROWS);
        pages.show(context, "builds.jte", Map.of("line", line, "builds", part.rows(), "more", part.more()));
    }

    private void history(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        Optional<String> project = FactoryPages.parameter(context, "package");
        Optional<String> before = FactoryPages.parameter(context, "before");
        FactoryPages.Part<Queries.EventRow> part =
                FactoryPages.Part.of(source.lines().events(line, project, before, ROWS + 1), ROWS);
        pages.show(
                context,
                "history.jte",
                Map.of("line", line, "project", project.orElse(""), "events", part.rows(), "more", part.more()));
    }
}
