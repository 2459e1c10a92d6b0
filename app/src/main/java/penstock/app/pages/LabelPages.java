package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import penstock.app.api.ResultForm;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.problem.Problem;
import penstock.repo.RepoLayout;

/** Why a label is where it is, the ledger, and the page on which people report what they tried. */
final class LabelPages {
    private static final int ROWS = 40;
    private static final int STEPS = 20;
    /** Candidates of each component. */
    private static final int CANDIDATES = 5;

    private static final int TRIED = 100;

    private final Source source;
    private final Supplier<List<Problem>> mistakes;
    private final ResultForm form;
    private final FactoryPages pages;

    /** @param mistakes in the newest version of the rules */
    LabelPages(Source source, Supplier<List<Problem>> mistakes, ResultForm form, FactoryPages pages) {
        this.source = source;
        this.mistakes = mistakes;
        this.form = form;
        this.pages = pages;
    }

    void routes(RoutesConfig routes) {
        pages.route(routes, "/-/lines/{line}/promotions", this::ledger);
        pages.route(routes, "/-/lines/{line}/labels/{label}", this::label);
        pages.route(routes, "/-/lines/{line}/labels/{label}/test-day", this::testDay);
        pages.post(routes, "/-/lines/{line}/labels/{label}/test-day", this::report);
    }

    private void ledger(Context context) throws OutsideFailure {
        String line = context.pathParam("line");
        FactoryPages.Part<PromotionBook.Entry> part = ledger(context, line, Optional.empty(), ROWS);
        pages.show(context, "promotions.jte", Map.of("line", line, "ledger", part.rows(), "more", part.more()));
    }

    private FactoryPages.Part<PromotionBook.Entry> ledger(
            Context context, String line, Optional<String> label, int rows) throws OutsideFailure {
        Optional<String> before = FactoryPages.parameter(context, "before");
        return FactoryPages.Part.of(source.labels().ledger(line, label, before, rows + 1), rows);
    }

    private Optional<LabelReadings.Standing> known(Context context) throws OutsideFailure {
        LabelReadings.Standing standing =
                source.labels().standing(context.pathParam("line"), context.pathParam("label"));
        if (standing.isUnknown()) {
            pages.none(context, "label");
            return Optional.empty();
        }
        return Optional.of(standing);
    }

    private void label(Context context) throws OutsideFailure {
        Optional<LabelReadings.Standing> standing = known(context);
        if (standing.isPresent()) {
            LabelReadings.Standing known = standing.get();
            FactoryPages.Part<PromotionBook.Entry> part =
                    ledger(context, known.line(), Optional.of(known.label()), STEPS);
            pages.show(
                    context,
                    "label.jte",
                    Map.of(
                            "standing", known,
                            "candidates", CANDIDATES,
                            "ledger", part.rows(),
                            "more", part.more(),
                            "mistakes", mistakes.get(),
                            "folder", RepoLayout.lineFolder(source.target(), known.line())));
        }
    }

    private void testDay(Context context) throws OutsideFailure {
        Optional<LabelReadings.Standing> standing = known(context);
        if (standing.isPresent()) {
            TestDay day = TestDay.of(standing.get(), source.labels(), TRIED);
            Map<String, Object> shown =
                    new HashMap<>(Map.of("day", day, "sent", ResultForm.Sent.NOTHING, "mistakes", List.of()));
            day.kept(FactoryPages.parameter(context, "kept")).ifPresent(kept -> shown.put("kept", kept));
            pages.show(context, "testday.jte", shown);
        }
    }

    private void report(Context context) throws OutsideFailure, InterruptedException {
        String line = context.pathParam("line");
        switch (form.take(context, line)) {
            case ResultForm.Outcome.Kept(String id) ->
                context.status(HttpStatus.SEE_OTHER)
                        .header("Location", Shown.testDay(line, context.pathParam("label")) + "?kept=" + id + "#kept");
            case ResultForm.Outcome.Wrong(HttpStatus status, ResultForm.Sent sent, List<ResultForm.Mistake> wrong) -> {
                Optional<LabelReadings.Standing> standing = known(context);
                if (standing.isPresent()) {
                    TestDay day = TestDay.of(standing.get(), source.labels(), TRIED);
                    context.status(status);
                    pages.showGrowing(context, "testday.jte", Map.of("day", day, "sent", sent, "mistakes", wrong));
                }
            }
        }
    }
}
