package penstock.app.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.app.web.OwnAddress;
import penstock.engine.access.Actor;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionOffice;
import penstock.promote.Brought;
import penstock.promote.Evidence;

/**
 * The form with which people report results on a page. The token in it lets it in, as one in a header does: no cookie, so another site's page has
 * nothing to borrow; it is turned away all the same.
 */
public final class ResultForm {
    private static final int BODY = 16 << 10;

    private final Admission admission;
    private final PromotionOffice office;

    public ResultForm(Admission admission, PromotionOffice office) {
        this.admission = admission;
        this.office = office;
    }

    /** What somebody wrote, to be shown again; the token is not. */
    public record Sent(String of, String job, String result, String who, String url, String notes) {
        public static final Sent NOTHING = new Sent("", "", "", "", "", "");
    }

    /** @param field that it is about, by its name in the form; empty for all of it */
    public record Mistake(String field, String words) {}

    /** What came of a form. */
    public sealed interface Outcome {
        /** @param id of the evidence */
        record Kept(String id) implements Outcome {}

        /** Nothing was kept. */
        record Wrong(HttpStatus status, Sent sent, List<Mistake> mistakes) implements Outcome {
            public Wrong {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** Takes a form that was sent to the page of a label of this line. */
    public Outcome take(Context context, String line) throws OutsideFailure, InterruptedException {
        Sent sent;
        String token;
        try {
            admission.count(context);
            mustBeOurs(context);
            Map<String, String> form = Body.form(context, BODY);
            sent = sent(form);
            token = field(form, "token");
        } catch (Refusal refusal) {
            return wrong(refusal, Sent.NOTHING, "");
        }
        try {
            return report(admission.reporter(context, token), line, sent);
        } catch (Refusal refusal) {
            return wrong(refusal, sent, "token");
        }
    }

    private static Outcome wrong(Refusal refusal, Sent sent, String field) {
        return new Outcome.Wrong(refusal.status(), sent, List.of(new Mistake(field, refusal.message())));
    }

    private static Sent sent(Map<String, String> form) {
        return new Sent(
                field(form, "of"),
                field(form, "job"),
                field(form, "result"),
                field(form, "who"),
                field(form, "url"),
                field(form, "notes"));
    }

    private static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").strip();
    }

    /** A browser says where a form comes from; other programs need not. */
    private static void mustBeOurs(Context context) throws Refusal {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean ours = site == null
                ? origin == null || authority(origin).equals(authority(OwnAddress.of(context)))
                : site.equals("same-origin") || site.equals("none");
        if (!ours) {
            throw Refusal.of(HttpStatus.FORBIDDEN, "this form came from another site; open the page here and send it");
        }
    }

    /** Host and port; the scheme may be another one where a proxy does TLS. */
    private static Optional<String> authority(String address) {
        try {
            return Optional.ofNullable(new URI(address).getAuthority());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Outcome report(Actor actor, String line, Sent sent) throws OutsideFailure, InterruptedException {
        Brought brought = new Brought(
                sent.job(),
                sent.result(),
                new Evidence.Source(Evidence.Origin.PERSON, sent.who(), ""),
                new Evidence.Remarks(sent.url(), sent.notes()));
        PromotionOffice.Reported reported = office.report(actor, line, sent.of(), brought);
        return reported.mistakes().isEmpty()
                ? new Outcome.Kept(reported.kept().getFirst().id())
                : new Outcome.Wrong(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        sent,
                        reported.mistakes().stream()
                                .map(one -> new Mistake(one.field(), one.words()))
                                .toList());
    }
}
