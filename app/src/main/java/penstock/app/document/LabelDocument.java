package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.promote.Decisions;
import penstock.promote.Evidence;
import penstock.promote.Rule;
import penstock.promote.RuleWords;
import penstock.text.UtcText;

/** Labels, their candidates and the ledger as JSON, for commands and the API alike. */
public final class LabelDocument {
    private LabelDocument() {}

    public static ObjectNode standing(LabelReadings.Standing standing) {
        ObjectNode node = Json.object()
                .put("line", standing.line())
                .put("label", standing.label())
                .put("ruled", standing.rule().isPresent());
        node.set("rule", Json.texts(standing.rule().map(RuleWords::of).orElse(List.of())));
        node.set("waivers", Json.array(standing.rule().map(Rule::waivers).orElse(List.of()), LabelDocument::waiver));
        node.set("shows", Json.array(standing.shown(), LabelDocument::part));
        standing.last().ifPresent(entry -> node.set("last", entry(entry)));
        node.set(
                "candidates",
                Json.array(
                        standing.choices().stream()
                                .flatMap(choice -> choice.decided().stream())
                                .toList(),
                        LabelDocument::candidate));
        return node;
    }

    public static ObjectNode entry(PromotionBook.Entry entry) {
        ObjectNode node = Json.object()
                .put("id", entry.promotion().id())
                .put("label", entry.promotion().label())
                .put("at", UtcText.exact(entry.at()))
                .put("kind", entry.promotion().kind().name())
                .put("by", entry.promotion().by())
                .put("reason", entry.promotion().reason())
                .put("decision", entry.promotion().decision().orElse(null))
                .put("aggregate", entry.aggregate().orElse(null));
        node.set("shows", Json.array(entry.promotion().parts(), LabelDocument::part));
        return node;
    }

    /** A decision, and whether it is the same when it is made again from what it was made of. */
    public static ObjectNode decision(PromotionBook.Stored stored) {
        Decision again = Decisions.decide(stored.inputs());
        ObjectNode node = Json.object()
                .put("id", stored.id())
                .put("label", stored.inputs().rule().label())
                .put("at", UtcText.exact(stored.inputs().now()));
        node.set("rule", Json.texts(RuleWords.of(stored.inputs().rule())));
        node.set("waivers", Json.array(stored.inputs().rule().waivers(), LabelDocument::waiver));
        node.set("candidate", candidate(stored.decided()));
        node.set("evidence", Json.array(stored.inputs().evidence(), LabelDocument::evidence));
        node.set(
                "again",
                Json.object().put("outcome", again.outcome().name()).put("same", again.equals(stored.decision())));
        return node;
    }

    private static ObjectNode waiver(Rule.Waiver waiver) {
        return Json.object()
                .put("job", waiver.job())
                .put("author", waiver.author())
                .put("reason", waiver.reason())
                .put("until", UtcText.exact(waiver.until()));
    }

    private static ObjectNode part(SnapshotRef part) {
        return Json.object().put("component", part.component()).put("directory", part.directory());
    }

    private static ObjectNode candidate(Choice.Decided decided) {
        Candidate candidate = decided.inputs().candidate();
        ObjectNode node = Json.object()
                .put("subject", candidate.subject())
                .put("since", UtcText.exact(candidate.since()))
                .put("outcome", decided.decision().outcome().name());
        node.set("findings", Json.array(decided.decision().findings(), LabelDocument::finding));
        return node;
    }

    private static ObjectNode finding(Decision.Finding finding) {
        ObjectNode node = Json.object()
                .put("what", finding.what())
                .put("standing", finding.standing().name())
                .put("since", UtcText.exact(finding.since()))
                .put("words", finding.words())
                .put("help", finding.help());
        node.set("jobs", Json.texts(finding.jobs()));
        return node;
    }

    public static ObjectNode evidence(Evidence evidence) {
        return Json.object()
                .put("id", evidence.id())
                .put("subject", evidence.subject())
                .put("job", evidence.job())
                .put("result", evidence.result().name())
                .put("at", UtcText.exact(evidence.at()))
                .put("origin", evidence.source().origin().name())
                .put("who", evidence.source().who())
                .put("component", evidence.source().component())
                .put("url", evidence.remarks().url())
                .put("notes", evidence.remarks().notes());
    }
}
