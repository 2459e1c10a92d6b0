package penstock.app.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import penstock.app.document.Json;
import penstock.app.document.LabelDocument;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.Asked;
import penstock.engine.promote.PromotionOffice;
import penstock.promote.Brought;
import penstock.promote.Evidence;

/** What the API changes about labels. What is refused is on record too, mistakes in a body among it. */
final class LabelChanges {
    private static final int BODY = 64 << 10;
    private static final int MOST = 200;
    private static final String OF =
            "a label, a snapshot's folder, or the hash of what a label showed of all components";

    private final PromotionOffice office;
    private final AuditedFactory factory;
    private final Named named;

    LabelChanges(PromotionOffice office, AuditedFactory factory) {
        this.office = office;
        this.factory = factory;
        this.named = new Named(factory);
    }

    void promote(Context context) throws Refusal, OutsideFailure, InterruptedException {
        String line = named.line(context).name();
        String label = context.pathParam("label");
        Fields fields = fields(context, List.of("to", "reason"));
        List<String> to = fields.names("to", MOST, OF);
        String reason = fields.text("reason");
        Actor actor = checked(context, fields, "promote", line + " " + label);
        answer(context, office.promote(actor, line, label, to, reason));
    }

    void rollback(Context context) throws Refusal, OutsideFailure, InterruptedException {
        String line = named.line(context).name();
        String label = context.pathParam("label");
        Fields fields = fields(context, List.of("to", "reason"));
        Optional<String> to = fields.has("to")
                ? Optional.of(fields.name("to", "the id of a promotion; leave it out for a step back"))
                : Optional.empty();
        String reason = fields.text("reason");
        Actor actor = checked(context, fields, "rollback", line + " " + label);
        answer(context, office.rollback(actor, line, label, to, reason));
    }

    /** Evidence that another program brings. */
    void report(Context context) throws Refusal, OutsideFailure, InterruptedException {
        String line = named.line(context).name();
        Fields fields = fields(context, List.of("of", "job", "result", "url", "notes"));
        String of = fields.name("of", OF);
        String job = fields.text("job");
        Actor actor = Admission.actor(context);
        Brought brought = new Brought(
                job,
                fields.text("result"),
                new Evidence.Source(Evidence.Origin.CI, actor.who(), ""),
                new Evidence.Remarks(fields.text("url"), fields.text("notes")));
        if (!fields.mistakes().isEmpty()) {
            brought.mistakes().forEach(mistake -> fields.refuse(mistake.field(), mistake.words(), ""));
        }
        checked(context, fields, "report", line + " " + of + " " + job);
        PromotionOffice.Reported reported = office.report(actor, line, of, brought);
        if (!reported.mistakes().isEmpty()) {
            throw new Refusal(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "nothing was kept",
                            reported.mistakes().stream()
                                    .map(mistake -> new Refusal.Mistake(mistake.words(), "/" + mistake.field(), ""))
                                    .toList())
                    .onRecord();
        }
        Answer.changed(context, Json.object().set("kept", Json.array(reported.kept(), LabelDocument::evidence)));
    }

    private static Fields fields(Context context, List<String> known) throws Refusal {
        return new Fields(Body.json(Body.bytes(context, BODY)), known, "an object with " + String.join(", ", known));
    }

    /** Who asks, when nothing is wrong with what is asked for. */
    private Actor checked(Context context, Fields fields, String action, String target) throws Refusal, OutsideFailure {
        Actor actor = Admission.actor(context);
        if (!fields.mistakes().isEmpty()) {
            factory.refused(
                    actor,
                    action,
                    target,
                    fields.mistakes().stream().map(Refusal.Mistake::message).toList());
            throw new Refusal(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "nothing was changed: the body has mistakes",
                            fields.mistakes())
                    .onRecord();
        }
        return actor;
    }

    private static void answer(Context context, Asked asked) throws Refusal {
        switch (asked) {
            case Asked.Done done ->
                Answer.changed(context, Json.object().set("promotion", LabelDocument.entry(done.entry())));
            case Asked.Refused(Asked.Why why, List<String> problems) ->
                throw new Refusal(
                                why == Asked.Why.FAILED ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                                "nothing was changed",
                                problems.stream()
                                        .map(problem -> new Refusal.Mistake(problem, "", ""))
                                        .toList())
                        .onRecord();
        }
    }
}
