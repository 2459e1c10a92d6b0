package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.engine.access.AuditTrail;
import penstock.engine.query.Queries.BuildDetail;
import penstock.engine.query.Queries.BuildRow;
import penstock.engine.query.Queries.EventRow;
import penstock.engine.query.Queries.GoneRow;
import penstock.engine.query.Queries.LabelRow;
import penstock.engine.query.Queries.LineOverview;
import penstock.engine.query.Queries.PackageRow;
import penstock.engine.query.Queries.PauseRow;
import penstock.engine.query.Queries.SnapshotRow;
import penstock.line.Excuse;
import penstock.text.UtcText;

/** The state as JSON: the entries of {@code status --json}, and what the API tells beside them. */
public final class StatusDocument {
    private StatusDocument() {}

    /** A line's numbers. */
    public static ObjectNode line(LineOverview now) {
        return Json.object()
                .put("line", now.line())
                .put("packages", now.packages())
                .put("passing", now.passing())
                .put("failing", now.failing())
                .put("never", now.never())
                .put("waiting", now.waiting())
                .put("running", now.running());
    }

    public static ObjectNode label(LabelRow label) {
        return Json.object()
                .put("component", label.component())
                .put("label", label.label())
                .put("directory", label.directory())
                .put("moved", UtcText.exact(label.moved()));
    }

    public static ObjectNode pause(PauseRow row) {
        return Json.object()
                .put("project", row.project())
                .put("since", UtcText.exact(row.pause().since()))
                .put("by", row.pause().by())
                .put("reason", row.pause().reason());
    }

    public static ObjectNode gone(GoneRow row) {
        return Json.object().put("project", row.project()).put("since", UtcText.exact(row.since()));
    }

    /** @param cause why its last build failed; empty when it did not, or nobody asks */
    public static ObjectNode pkg(PackageRow row, String cause) {
        ObjectNode node = pkg(row);
        if (node.get("last") instanceof ObjectNode last) {
            last.put("cause", cause);
        }
        return node;
    }

    /** A package without the cause of its last failure. */
    public static ObjectNode pkg(PackageRow row) {
        ObjectNode node = Json.object()
                .put("project", row.project())
                .put("name", row.name())
                .put("component", row.component())
                .put("pending", row.pending())
                .put("phase", row.phase());
        row.last().ifPresent(last -> node.set("last", commits(Json.object().put("id", last.id()), last)));
        row.excuse().ifPresent(excuse -> node.set("excuse", excuse(excuse)));
        return node;
    }

    private static ObjectNode excuse(Excuse excuse) {
        ObjectNode why = Json.object()
                .put("reason", excuse.reason().name())
                .put("what", excuse.what())
                .put("since", UtcText.exact(excuse.since()))
                .put("help", excuse.help());
        why.set("waits_for", Json.texts(excuse.waitsFor()));
        return why;
    }

    /** A build as lists have it. */
    public static ObjectNode build(BuildRow build) {
        return commits(Json.object().put("id", build.id()).put("project", build.project()), build);
    }

    private static ObjectNode commits(ObjectNode node, BuildRow build) {
        return node.put("source", build.commits().source())
                .put("distgit", build.commits().distgit())
                .put("subject", build.subject())
                .put("attempt", build.attempt())
                .put("started", UtcText.exact(build.times().started()))
                .put("ended", build.times().ended().map(UtcText::exact).orElse(null))
                .put("status", build.status());
    }

    /** A build with all that came of it. */
    public static ObjectNode build(BuildDetail build) {
        ObjectNode node = build(build.row())
                .put("nevra", build.nevra().orElse(null))
                .put("reused_from", build.reusedFrom().orElse(null))
                .put("directory", build.directory().orElse(null));
        node.set("verdict", build.verdict().map(StatusDocument::verdict).orElse(null));
        node.set(
                "artifacts",
                Json.array(
                        build.artifacts(),
                        artifact -> Json.object()
                                .put("kind", artifact.kind().name())
                                .put("file", artifact.file())
                                .put("sha256", artifact.sha256())
                                .put("size", artifact.size())));
        return node;
    }

    private static ObjectNode verdict(Verdict verdict) {
        ObjectNode node = Json.object()
                .put("succeeded", verdict.succeeded())
                .put("step", verdict.step().map(StatusDocument::step).orElse(null))
                .put("cause", verdict.cause().map(CauseText::of).orElse(null));
        node.set(
                "evidence",
                Json.array(
                        verdict.evidence(),
                        line -> Json.object().put("line", line.number()).put("text", line.text())));
        return node;
    }

    private static String step(penstock.build.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    /** {@code build_requires: python3dist(x) is wanted ...}; empty for a success. */
    public static String cause(Verdict verdict) {
        String step = verdict.step().map(one -> step(one) + ": ").orElse("");
        return verdict.cause().map(cause -> step + CauseText.of(cause)).orElse("");
    }

    public static ObjectNode snapshot(SnapshotRow row) {
        return Json.object()
                .put("directory", row.directory())
                .put("component", row.component())
                .put("project", row.project())
                .put("build", row.build())
                .put("state", row.state())
                .put("changed", UtcText.exact(row.changed()))
                .put("message", row.message());
    }

    public static ObjectNode event(EventRow row) {
        return Json.object()
                .put("id", row.id())
                .put("at", UtcText.exact(row.at()))
                .put("kind", row.kind())
                .put("project", row.project())
                .put("text", row.text());
    }

    public static ObjectNode audit(AuditTrail.Entry entry) {
        return Json.object()
                .put("id", entry.id())
                .put("at", UtcText.exact(entry.at()))
                .put("who", entry.actor().who())
                .put("from", entry.actor().from())
                .put("action", entry.action())
                .put("target", entry.target())
                .put("outcome", entry.outcome());
    }
}
