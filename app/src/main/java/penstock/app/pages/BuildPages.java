package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.build.Verdict;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LogExcerpts;
import penstock.engine.query.Queries;
import penstock.repo.RepoLayout;

/** One build: why it ended as it did, then its log. */
final class BuildPages {
    private final Source source;
    private final FactoryPages pages;

    BuildPages(Source source, FactoryPages pages) {
        this.source = source;
        this.pages = pages;
    }

    void routes(RoutesConfig routes) {
        pages.route(routes, "/-/builds/{id}", this::one);
        pages.route(routes, "/-/builds/{id}/log", this::log);
    }

    private void one(Context context) throws OutsideFailure {
        String id = context.pathParam("id");
        Optional<Queries.BuildDetail> detail = source.queries().build(id);
        Optional<String> line = source.packages().lineOf(id);
        if (detail.isEmpty() || line.isEmpty()) {
            pages.none(context, "build");
            return;
        }
        Map<String, Object> shown = new HashMap<>(Map.of("line", line.get(), "build", detail.get()));
        shown.put("folder", RepoLayout.lineFolder(source.target(), line.get()));
        part(id, detail.get().verdict(), FactoryPages.number(context, "from")).ifPresent(log -> shown.put("log", log));
        if (detail.get().verdict().isPresent()) {
            pages.show(context, "build.jte", shown);
        } else {
            pages.showGrowing(context, "build.jte", shown);
        }
    }

    private Optional<LogPart> part(String id, Optional<Verdict> verdict, Optional<Long> asked) throws OutsideFailure {
        Optional<LogExcerpts.Outline> outline = source.logs().outline(id);
        if (outline.isEmpty()) {
            return Optional.empty();
        }
        int from = asked.map(wanted ->
                        Math.clamp(wanted, 1, Math.max(1, outline.get().lines())))
                .orElse(LogPart.from(outline.get(), verdict));
        List<Verdict.LogLine> lines = source.logs().lines(id, from, LogPart.LINES);
        return Optional.of(LogPart.of(outline.get(), lines, verdict));
    }

    private void log(Context context) throws OutsideFailure {
        Optional<InputStream> bytes = source.logs().bytes(context.pathParam("id"));
        if (bytes.isEmpty()) {
            pages.none(context, "log");
            return;
        }
        context.contentType("text/plain; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .result(bytes.get());
    }
}
