package penstock.app.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.app.api.Admission.Wish;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.AuditedFactory;
import penstock.engine.build.BuildLogs;
import penstock.engine.digest.DigestReadings;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionOffice;
import penstock.engine.query.Listing;
import penstock.engine.query.Queries;
import penstock.engine.query.WarningViews;
import penstock.week.WeekTime;

/** The routes of the API. Every one is in {@code openapi.yaml}, and every answer that is not a file is JSON, refusals too. */
public final class Api implements Consumer<RoutesConfig> {
    /** What every address begins with. */
    public static final String BASE = "/api/v1";

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final Admission admission;
    private final AuditedFactory factory;
    private final Reads reads;
    private final LabelReads labels;
    private final DigestReads digests;
    private final Changes changes;
    private final LabelChanges labelChanges;
    private final Hooks hooks;
    private final OpenApi document = new OpenApi();
    private final List<Route> routes = new ArrayList<>();

    /** What is read. */
    public record Sources(
            Queries queries,
            Listing listing,
            WarningViews warnings,
            LabelReadings labels,
            Digests digests,
            BuildLogs logs,
            AuditTrail audit) {}

    /**
     * What is read of weeks.
     *
     * @param time when one ends
     */
    public record Digests(DigestReadings readings, WeekTime time) {}

    /**
     * Who does what is asked for.
     *
     * @param promotions of labels
     */
    public record Doers(AuditedFactory factory, PromotionOffice promotions) {}

    /** A route as it is in the document: {@code GET /lines/{line}}. */
    public record Route(HandlerType method, String path) {}

    /** @param hooks the git hosts that may say that something was pushed */
    public Api(Admission admission, Sources sources, Doers doers, List<Hook> hooks, InstantSource clock) {
        this.admission = admission;
        this.factory = doers.factory();
        this.reads = new Reads(sources, doers.factory());
        this.labels = new LabelReads(sources.labels(), doers.factory());
        this.digests = new DigestReads(sources.digests(), doers.factory());
        this.changes = new Changes(doers.factory());
        this.labelChanges = new LabelChanges(doers.promotions(), doers.factory());
        this.hooks = new Hooks(hooks, doers.factory(), admission, clock);
    }

    /** What a route does once a request was let in. */
    interface Work {
        void answer(Context context) throws Refusal, OutsideFailure, IOException, InterruptedException;
    }

    @Override
    public void accept(RoutesConfig config) {
        routes.clear();
        get(config, "/openapi.json", Wish.DOCUMENT, document::json);
        get(config, "/openapi.yaml", Wish.DOCUMENT, document::yaml);
        get(config, "/lines", Wish.READ, reads::lines);
        get(config, "/lines/{line}", Wish.READ, reads::line);
        get(config, "/lines/{line}/packages", Wish.READ, reads::packages);
        get(config, "/lines/{line}/packages/{package}", Wish.READ, reads::pkg);
        get(config, "/lines/{line}/builds", Wish.READ, reads::builds);
        get(config, "/lines/{line}/snapshots", Wish.READ, reads::snapshots);
        get(config, "/lines/{line}/labels", Wish.READ, reads::labels);
        get(config, "/lines/{line}/labels/{label}", Wish.READ, labels::label);
        get(config, "/lines/{line}/promotions", Wish.READ, labels::promotions);
        get(config, "/lines/{line}/evidence", Wish.READ, labels::evidence);
        get(config, "/lines/{line}/decisions/{decision}", Wish.READ, labels::decision);
        get(config, "/lines/{line}/digest", Wish.READ, digests::digest);
        get(config, "/lines/{line}/label-moves", Wish.READ, reads::labelMoves);
        get(config, "/lines/{line}/events", Wish.READ, reads::events);
        get(config, "/builds/{build}", Wish.READ, reads::build);
        get(config, "/builds/{build}/log", Wish.READ, reads::log);
        get(config, "/audit", Wish.READ_AS_OPERATOR, reads::audit);
        route(config, HandlerType.POST, "/lines/{line}/builds", Wish.BUILD, changes::build);
        route(config, HandlerType.POST, "/lines/{line}/look", Wish.BUILD, changes::lookAtLine);
        route(config, HandlerType.POST, "/lines/{line}/packages/{package}/look", Wish.BUILD, changes::lookAtPackage);
        route(config, HandlerType.POST, "/lines/{line}/pause", Wish.CHANGE, changes::pause);
        route(config, HandlerType.POST, "/lines/{line}/resume", Wish.CHANGE, changes::resume);
        route(config, HandlerType.POST, "/lines/{line}/remove", Wish.CHANGE, changes::remove);
        labelChanges(config);
        route(config, HandlerType.POST, "/webhooks/{webhook}", Wish.HOOK, hooks::take);
        for (HandlerType method : List.of(
                HandlerType.GET,
                HandlerType.HEAD,
                HandlerType.POST,
                HandlerType.PUT,
                HandlerType.PATCH,
                HandlerType.DELETE)) {
            config.addHttpHandler(method, BASE + "/*", answered(Wish.DOCUMENT, Api::unknown));
        }
    }

    private void labelChanges(RoutesConfig config) {
        route(config, HandlerType.POST, "/lines/{line}/labels/{label}/promote", Wish.PROMOTE, labelChanges::promote);
        route(config, HandlerType.POST, "/lines/{line}/labels/{label}/rollback", Wish.PROMOTE, labelChanges::rollback);
        route(config, HandlerType.POST, "/lines/{line}/evidence", Wish.REPORT, labelChanges::report);
    }

    /** The routes, once they were made. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    private void get(RoutesConfig config, String path, Wish wish, Work work) {
        route(config, HandlerType.GET, path, wish, work);
        config.addHttpHandler(HandlerType.HEAD, BASE + path, answered(wish, work));
    }

    private void route(RoutesConfig config, HandlerType method, String path, Wish wish, Work work) {
        routes.add(new Route(method, path));
        config.addHttpHandler(method, BASE + path, answered(wish, work));
    }

    private io.javalin.http.Handler answered(Wish wish, Work work) {
        return context -> {
            try {
                admission.admit(context, wish);
                onRecord(context, wish, work);
            } catch (Refusal refusal) {
                if (refusal.status() == HttpStatus.TOO_MANY_REQUESTS) {
                    context.header("Retry-After", "60");
                }
                Answer.refused(context, refusal);
            } catch (OutsideFailure failure) {
                LOG.error("{} {} failed", context.method(), context.path(), failure);
                context.header("Retry-After", "60");
                Answer.refused(
                        context, Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(failure.getMessage())));
            } catch (RuntimeException bug) {
                LOG.error("{} {} ended unexpectedly", context.method(), context.path(), bug);
                Answer.refused(
                        context,
                        Refusal.of(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "this is a bug in Penstock; the server's log has the details"));
            }
        };
    }

    /** What someone who may ask for it asked for, and was not done, is on record whatever was wrong with it. */
    private void onRecord(Context context, Wish wish, Work work)
            throws Refusal, OutsideFailure, IOException, InterruptedException {
        try {
            work.answer(context);
        } catch (Refusal refusal) {
            if (wish.isChange() && !refusal.isOnRecord()) {
                List<String> why = new ArrayList<>(List.of(refusal.message()));
                refusal.mistakes().stream()
                        .map(Refusal.Mistake::message)
                        .filter(message -> !why.contains(message))
                        .forEach(why::add);
                factory.refused(Admission.actor(context), "the API", context.path(), why);
            }
            throw refusal;
        }
    }

    private static void unknown(Context context) throws Refusal {
        throw Refusal.notFound(
                "there is no such address, or it does not take " + context.method(), "see " + BASE + "/openapi.json");
    }
}
