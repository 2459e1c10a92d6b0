package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import penstock.require.replay.GeneratedFigures;
import penstock.require.replay.LineKey;
import penstock.require.replay.OfferedLine;
import penstock.require.replay.Replayed;
import penstock.require.replay.StaticFigures;
import penstock.require.replay.TruthLine;

/** Replays as JSON: {@code penstock reqs replay --json}. */
public final class ReplayDocument {
    private ReplayDocument() {}

    /** @param replays by the package's name */
    public static ObjectNode of(Map<String, Replayed> replays) {
        ObjectNode document = Json.object();
        document.set("packages", Json.array(replays.entrySet(), one -> {
            ObjectNode node = Json.object().put("package", one.getKey());
            node.setAll(figures(List.of(one.getValue())));
            node.set("lines", Json.array(one.getValue().truth(), ReplayDocument::truth));
            node.set("offered", Json.array(one.getValue().offered(), ReplayDocument::offered));
            return node;
        }));
        document.set("all", figures(List.copyOf(replays.values())));
        return document;
    }

    private static ObjectNode figures(List<Replayed> replays) {
        StaticFigures stated = StaticFigures.of(replays);
        GeneratedFigures generated = GeneratedFigures.of(replays);
        ObjectNode node = Json.object();
        node.set(
                "stated",
                Json.object()
                        .put("lines", stated.lines())
                        .put("noticed", stated.noticed())
                        .put("agreed", stated.agreed())
                        .put("removed", stated.removed())
                        .put("removed_agreed", stated.removedAgreed())
                        .put("lead_days", stated.leadDays())
                        .put("offered", stated.offers().all())
                        .put("not_followed", stated.offers().notFollowed()));
        node.set(
                "generated",
                Json.object()
                        .put("commits", generated.commits())
                        .put("changes", generated.changes())
                        .put("provided", generated.provided())
                        .put("too_old", generated.tooOld())
                        .put("missing", generated.missing())
                        .put("not_needed", generated.beside())
                        .put("false_patches", generated.falsePatches()));
        return node;
    }

    private static ObjectNode truth(TruthLine line) {
        ObjectNode node = key(line.key());
        node.put("commit", line.by().id());
        node.put("committed", line.by().committed().toString());
        node.set("was", Json.texts(List.copyOf(line.was())));
        node.set("is", Json.texts(List.copyOf(line.is())));
        node.set("ours", Json.texts(List.copyOf(line.ours())));
        node.put("unneeded", line.unneeded()).put("agrees", line.agrees());
        line.noticed().ifPresent(first -> node.put("noticed", first.id()));
        line.leadDays().ifPresent(days -> node.put("lead_days", days));
        return node;
    }

    private static ObjectNode offered(OfferedLine line) {
        ObjectNode node = key(line.key());
        node.set("ours", Json.texts(List.copyOf(line.ours())));
        return node.put("followed", line.followed());
    }

    private static ObjectNode key(LineKey key) {
        return Json.object()
                .put("tag", key.tag().written())
                .put("home", key.home())
                .put("python", key.python())
                .put("requirement", key.requirement());
    }
}
