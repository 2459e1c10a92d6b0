package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import penstock.digest.Breakage;
import penstock.digest.LabelMove;
import penstock.digest.Waits;
import penstock.digest.WeeklyDigest;
import penstock.digest.WeeklyText;
import penstock.text.UtcText;

/** The digest of a week as JSON, for the command and the API alike. */
public final class DigestDocument {
    private DigestDocument() {}

    public static ObjectNode of(WeeklyDigest digest) {
        ObjectNode node = Json.object()
                .put("line", digest.line())
                .put("from", UtcText.exact(digest.week().from()))
                .put("to", UtcText.exact(digest.week().to()));
        node.set("promoted", Json.array(digest.moves().promoted(), DigestDocument::move));
        WeeklyDigest.Consistent consistent = digest.moves().consistent();
        node.set(
                "consistent",
                Json.object()
                        .put("moves", consistent.moves())
                        .put("last", consistent.last().map(UtcText::exact).orElse(null)));
        node.set(
                "builds",
                Json.object()
                        .put("succeeded", digest.builds().succeeded())
                        .put("failed", digest.builds().failed()));
        node.set("breakages", Json.array(digest.breakages(), DigestDocument::breakage));
        Optional<Waits> waits = digest.waits();
        if (waits.isPresent()) {
            node.set("waits", Json.array(waits.get().all(), DigestDocument::wait));
        } else {
            node.putNull("waits");
        }
        return node.put("text", WeeklyText.body(digest));
    }

    private static ObjectNode move(LabelMove move) {
        return Json.object()
                .put("label", move.label())
                .put("component", move.component())
                .put("from", move.from())
                .put("to", move.to())
                .put("promotions", move.steps().promotions())
                .put("rollbacks", move.steps().rollbacks())
                .put("last", UtcText.exact(move.steps().last()))
                .put("packages", move.packages().differing())
                .put("more", move.packages().more());
    }

    private static ObjectNode breakage(Breakage breakage) {
        ObjectNode node = Json.object()
                .put("project", breakage.pkg().project())
                .put("name", breakage.pkg().name());
        node.set("maintainers", Json.texts(breakage.pkg().maintainers()));
        node.put("build", breakage.build())
                .put("title", breakage.failure().title())
                .put("cause", breakage.failure().why())
                .put("since", UtcText.exact(breakage.since()));
        Optional<Breakage.Mending> mended = breakage.mended();
        if (mended.isPresent()) {
            node.set(
                    "mended",
                    Json.object()
                            .put("build", mended.get().build())
                            .put("at", UtcText.exact(mended.get().at()))
                            .put("subject", mended.get().subject()));
        } else {
            node.putNull("mended");
        }
        return node;
    }

    private static ObjectNode wait(Waits.Wait wait) {
        ObjectNode node = Json.object().put("who", wait.who());
        node.set("whom", Json.texts(wait.whom()));
        return node.put("since", UtcText.exact(wait.since())).put("words", wait.words());
    }
}
