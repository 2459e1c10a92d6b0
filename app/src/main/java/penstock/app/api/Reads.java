package penstock.app.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.app.api.Paging.Keys;
import penstock.app.document.DistroDocument;
import penstock.app.document.Json;
import penstock.app.document.StatusDocument;
import penstock.app.document.WarningDocument;
import penstock.app.web.SentFile;
import penstock.build.Verdict;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.warning.PackageWarnings;

/** What the API tells. */
final class Reads {
    private final Api.Sources sources;
    private final Named named;

    Reads(Api.Sources sources, AuditedFactory factory) {
        this.sources = sources;
        this.named = new Named(factory);
    }

    void lines(Context context) throws OutsideFailure {
        ObjectNode document = Json.object();
        document.set("lines", Json.array(sources.queries().lines(), StatusDocument::line));
        Answer.read(context, document);
    }

    /** A line's numbers and labels; one that nothing was done for yet has neither. */
    void line(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        ObjectNode document = sources.queries().lines().stream()
                .filter(overview -> overview.line().equals(line.name()))
                .findFirst()
                .map(StatusDocument::line)
                .orElseGet(() -> StatusDocument.line(new Queries.LineOverview(
                        line.name(),
                        line.packages().size(),
                        0,
                        0,
                        line.packages().size(),
                        0,
                        0)));
        document.set("labels", Json.array(sources.queries().labels(line.name()), StatusDocument::label));
        document.set("paused", Json.array(sources.queries().pauses(line.name()), StatusDocument::pause));
        document.set("gone", Json.array(sources.queries().gone(line.name()), StatusDocument::gone));
        Answer.read(context, document);
    }

    void packages(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        Paging paging = Paging.of(context, Keys.NUMBERS, List.of());
        Answer.slice(
                context,
                "packages",
                sources.listing().packages(line.name(), paging.part()),
                StatusDocument::pkg,
                paging);
    }

    void pkg(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        Package pkg = named.pkg(context, line);
        Optional<Queries.PackageRow> row = sources.listing().pkg(line.name(), pkg.project());
        ObjectNode document = row.isPresent()
                ? StatusDocument.pkg(row.get(), cause(row.get()))
                : StatusDocument.pkg(new Queries.PackageRow(
                        pkg.project(), pkg.name(), pkg.component(), 0, "", Optional.empty(), Optional.empty()));
        ObjectNode definition = DistroDocument.pkg(pkg);
        for (String key : List.of("source", "distgit", "maintainers")) {
            document.set(key, definition.get(key));
        }
        document.set(
                "warnings",
                WarningDocument.warnings(sources.warnings()
                        .find(line.name(), pkg.project())
                        .map(PackageWarnings::warnings)
                        .orElse(List.of())));
        Answer.read(context, document);
    }

    private String cause(Queries.PackageRow row) throws OutsideFailure {
        Optional<Queries.BuildRow> failed =
                row.last().filter(last -> !last.status().equals("SUCCESS"));
        if (failed.isEmpty()) {
            return "";
        }
        Optional<Verdict> verdict = sources.queries().build(failed.get().id()).flatMap(Queries.BuildDetail::verdict);
        return verdict.map(StatusDocument::cause).orElse("");
    }

    void builds(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        Paging paging = Paging.of(context, Keys.IDS, List.of("project"));
        Answer.slice(
                context,
                "builds",
                sources.listing().builds(line.name(), paging.filter("project"), paging.part()),
                StatusDocument::build,
                paging);
    }

    void build(Context context) throws Refusal, OutsideFailure {
        Queries.BuildDetail build = sources.queries()
                .build(context.pathParam("build"))
                .orElseThrow(() -> Refusal.notFound("there is no such build", ""));
        Answer.read(context, StatusDocument.build(build));
    }

    /** The bytes that the tools printed; a growing log is served as far as it is. */
    void log(Context context) throws Refusal, IOException {
        Refusal none = Refusal.notFound("there is no log of such a build", "");
        Path file = sources.logs().file(context.pathParam("build")).orElseThrow(() -> none);
        try {
            SentFile.send(context, file, "text/plain; charset=utf-8", "no-cache");
        } catch (NoSuchFileException endedJustNow) {
            Path ended = sources.logs().file(context.pathParam("build")).orElseThrow(() -> none);
            SentFile.send(context, ended, "text/plain; charset=utf-8", "no-cache");
        }
    }

    void snapshots(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        Paging paging = Paging.of(context, Keys.NUMBERS, List.of());
        Answer.slice(
                context,
                "snapshots",
                sources.listing().snapshots(line.name(), paging.part()),
                StatusDocument::snapshot,
                paging);
    }

    void labels(Context context) throws Refusal, OutsideFailure {
        ObjectNode document = Json.object();
        document.set(
                "labels",
                Json.array(sources.queries().labels(named.line(context).name()), StatusDocument::label));
        Answer.read(context, document);
    }

    void labelMoves(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        Paging paging = Paging.of(context, Keys.IDS, List.of());
        Answer.slice(
                context,
                "moves",
                sources.listing().labelMoves(line.name(), paging.part()),
                StatusDocument::label,
                paging);
    }

    void events(Context context) throws Refusal, OutsideFailure {
        ReleaseLine line = named.line(context);
        Paging paging = Paging.of(context, Keys.IDS, List.of("project"));
        Answer.slice(
                context,
                "events",
                sources.listing().events(line.name(), paging.filter("project"), paging.part()),
                StatusDocument::event,
                paging);
    }

    void audit(Context context) throws Refusal, OutsideFailure {
        Paging paging = Paging.of(context, Keys.IDS, List.of());
        List<AuditTrail.Entry> found =
                sources.audit().newest(paging.part().behind(), paging.part().limit() + 1);
        Answer.slice(context, "audit", paging.slice(found, AuditTrail.Entry::id), StatusDocument::audit, paging);
    }
}
