package penstock.app.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import penstock.app.api.Paging.Keys;
import penstock.app.document.LabelDocument;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.problem.Spelling;
import penstock.promote.Evidence;

/** What the API tells of labels and what they are promoted on. */
final class LabelReads {
    private final LabelReadings labels;
    private final Named named;

    LabelReads(LabelReadings labels, AuditedFactory factory) {
        this.labels = labels;
        this.named = new Named(factory);
    }

    /** Where a label is, and what its candidates wait for. */
    void label(Context context) throws Refusal, OutsideFailure {
        String line = named.line(context).name();
        String label = context.pathParam("label");
        LabelReadings.Standing standing = labels.standing(line, label);
        if (standing.isUnknown()) {
            throw Refusal.notFound("the line has no such label", Spelling.hint(label, labels.labels(line)));
        }
        ObjectNode document = LabelDocument.standing(standing);
        Answer.read(context, document);
    }

    /** The ledger. */
    void promotions(Context context) throws Refusal, OutsideFailure {
        String line = named.line(context).name();
        Paging paging = Paging.of(context, Keys.IDS, List.of("label"));
        List<PromotionBook.Entry> found = labels.ledger(
                line,
                paging.filter("label"),
                paging.part().behind(),
                paging.part().limit() + 1);
        Answer.slice(
                context,
                "promotions",
                paging.slice(found, entry -> entry.promotion().id()),
                LabelDocument::entry,
                paging);
    }

    void evidence(Context context) throws Refusal, OutsideFailure {
        String line = named.line(context).name();
        Paging paging = Paging.of(context, Keys.IDS, List.of("subject"));
        Optional<String> subject = paging.filter("subject");
        if (subject.isEmpty()) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST,
                    "the address has mistakes",
                    List.of(new Refusal.Mistake(
                            "subject is missing",
                            "query/subject",
                            "a snapshot's folder, or the hash of what a label showed of all components")));
        }
        List<Evidence> found = labels.evidence(
                line,
                List.of(subject.get()),
                paging.part().behind(),
                paging.part().limit() + 1);
        Answer.slice(context, "evidence", paging.slice(found, Evidence::id), LabelDocument::evidence, paging);
    }

    /** A decision with what it was made of, made again. */
    void decision(Context context) throws Refusal, OutsideFailure {
        String line = named.line(context).name();
        PromotionBook.Stored stored = labels.decision(line, context.pathParam("decision"))
                .orElseThrow(
                        () -> Refusal.notFound("there is no such decision", "promotions and candidates name theirs"));
        Answer.read(context, LabelDocument.decision(stored));
    }
}
