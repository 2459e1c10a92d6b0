package penstock.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import penstock.require.answer.Answer;
import penstock.require.answer.Checked;
import penstock.require.answer.Hint;
import penstock.require.answer.Offer;
import penstock.require.answer.Requirer;
import penstock.require.spec.LineEdit;

/** What a requirement means for a package, as JSON. */
final class AnswerDocument {
    private AnswerDocument() {}

    static ObjectNode checked(Checked checked) {
        ObjectNode node = Json.object();
        node.set("declared", RequirementsDocument.declared(checked.declared()));
        node.put("rpm", checked.named().rpm());
        node.put("answer", answer(checked.answer()));
        reasons(node, checked.answer());
        node.set("provided", Json.array(checked.available().offers(), AnswerDocument::offer));
        node.set("constraints", Json.texts(checked.available().constraints()));
        node.set("stated", Json.array(checked.stated(), RequirementsDocument::stated));
        node.set("edits", Json.array(checked.answer().lineEdits(), AnswerDocument::edit));
        node.set("hints", Json.array(checked.hints(), AnswerDocument::hint));
        return node;
    }

    private static String answer(Answer answer) {
        return switch (answer) {
            case Answer.Fine _ -> "fine";
            case Answer.FineBecauseGenerated _ -> "generated";
            case Answer.SpecMustChange _ -> "spec_must_change";
            case Answer.TooOld _ -> "too_old";
            case Answer.NotPackaged _ -> "not_packaged";
            case Answer.InConflict _ -> "in_conflict";
        };
    }

    private static void reasons(ObjectNode node, Answer answer) {
        switch (answer) {
            case Answer.Fine fine -> node.put("why", RequirementsDocument.word(fine.why()));
            case Answer.FineBecauseGenerated _, Answer.SpecMustChange _ -> {
                // The lines and edits say all.
            }
            case Answer.TooOld old -> {
                node.put("remedy", old.remedy());
                node.set("held_back_by", requirers(old.heldBackBy()));
            }
            case Answer.NotPackaged missing -> node.put("skeleton", missing.skeleton());
            case Answer.InConflict conflict -> {
                node.set("refused", Json.array(conflict.refused(), AnswerDocument::offer));
                node.set("refusing", requirers(conflict.refusing()));
            }
        }
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode requirers(List<Requirer> all) {
        return Json.array(
                all,
                one -> Json.object()
                        .put("repository", one.repository())
                        .put("package", one.who().name())
                        .put("requires", one.requirement().toString()));
    }

    private static ObjectNode offer(Offer offer) {
        return Json.object()
                .put("repository", offer.repository())
                .put("label", offer.label())
                .put("package", offer.provider().name())
                .put("version", offer.provided().version());
    }

    private static ObjectNode edit(LineEdit edit) {
        return Json.object()
                .put("kind", edit instanceof LineEdit.Insert ? "insert_after" : "replace")
                .put("line", edit.line())
                .put("text", edit.text());
    }

    static ObjectNode hint(Hint hint) {
        return Json.object().put("line", hint.line()).put("text", hint.text());
    }
}
