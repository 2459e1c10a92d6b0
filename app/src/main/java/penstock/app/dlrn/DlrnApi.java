package penstock.app.dlrn;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.app.api.Admission;
import penstock.app.api.Admission.Wish;
import penstock.app.api.Refusal;
import penstock.app.web.WebServer;
import penstock.dlrn.Refused;
import penstock.engine.access.AuditedFactory;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.dlrn.Ledger;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.dlrn.Tables;
import penstock.engine.dlrn.Votes;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.PromotionDesk;

/** The routes of DLRN's API, of each line below {@code /api-TARGET-LINE} and of one line at the root. */
public final class DlrnApi implements Consumer<RoutesConfig> {
    private static final Logger LOG = LoggerFactory.getLogger(DlrnApi.class);
    private static final List<String> ROOTS = List.of("", "/api-{builder}");
    private static final String WHO = "Basic realm=\"Authentication Required\"";

    private final Admission admission;
    private final AuditedFactory factory;
    private final VoteRoutes votes;
    private final PromotionRoutes promotions;
    private final BuildRoutes builds;
    private final GraphQlRoute graph;
    private final ListPages pages;
    private final ImportRoute imports;
    private final StatusFiles status;

    /** What is read. */
    public record Sources(BuiltCommits commits, Votes votes, Ledger ledger, PromotionBook book, Tables tables) {}

    /**
     * @param target that lines are built for
     * @param baseUrl where the published tree is
     * @param line whose API is at the root; empty for the only one there is
     */
    public record Settings(String target, String baseUrl, Optional<String> line) {}

    public DlrnApi(
            Settings settings,
            Admission admission,
            Sources sources,
            AuditedFactory factory,
            PromotionDesk desk,
            RemoteImport remote,
            InstantSource clock) {
        Builders builders =
                new Builders(factory, new Builders.Settings(settings.target(), settings.baseUrl(), settings.line()));
        this.admission = admission;
        this.factory = factory;
        this.votes = new VoteRoutes(builders, sources.commits(), sources.votes(), desk, clock);
        this.promotions = new PromotionRoutes(builders, sources.commits(), sources.ledger(), sources.book(), desk);
        this.builds = new BuildRoutes(builders, sources.commits(), factory);
        this.graph = new GraphQlRoute(builders, sources.tables());
        this.imports = new ImportRoute(builders, factory, remote);
        this.status = new StatusFiles(builders, sources.tables(), sources.commits());
        this.pages = new ListPages(builders, sources.commits(), sources.votes(), sources.tables());
    }

    /** What a route does once a request was let in. */
    interface Work {
        void answer(Context context) throws Refused, Refusal, OutsideFailure, IOException, InterruptedException;
    }

    @Override
    public void accept(RoutesConfig routes) {
        read(routes, "/last_tested_repo", votes::lastTested);
        read(routes, "/repo_status", votes::repoStatus);
        read(routes, "/agg_status", votes::aggregateStatus);
        read(routes, "/promotions", promotions::promotions);
        read(routes, "/metrics/builds", builds::counts);
        read(routes, "/components", builds::components);
        read(routes, "/health", builds::health);
        read(routes, "/civotes.html", pages::tested);
        read(routes, "/civotes_detail.html", pages::testedInDetail);
        read(routes, "/civotes_agg.html", pages::aggregates);
        read(routes, "/civotes_agg_detail.html", pages::aggregatesInDetail);
        read(routes, "/report.html", pages::report);
        read(routes, "/graphql", graph::answer);
        besideRepositories(routes);
        // A question that is too long for an address changes nothing either.
        route(routes, HandlerType.POST, "/graphql", Wish.READ, graph::answer);
        change(routes, "/health", Wish.REPORT, builds::health);
        change(routes, "/last_tested_repo", Wish.REPORT, votes::useLastTested);
        change(routes, "/report_result", Wish.REPORT, votes::report);
        change(routes, "/promote", Wish.PROMOTE, promotions::promote);
        change(routes, "/promote-batch", Wish.PROMOTE, promotions::promoteSeveral);
        change(routes, "/remote/import", Wish.BUILD, imports::take);
        change(routes, "/recheck_package", Wish.BUILD, builds::recheck);
    }

    /** What DLRN has in the folder of a line's repositories, and its figures where RDO's builders have them. */
    private void besideRepositories(RoutesConfig routes) {
        show(routes, "/{builder}/status_report.csv", status::report);
        show(routes, "/{builder}/status_report.html", status::statusPage);
        show(routes, "/{builder}/queue.html", status::queuePage);
        show(routes, "/{builder}/report.html", status::buildsPage);
        show(routes, "/api-{builder}/metrics", status::figures);
    }

    private void show(RoutesConfig routes, String path, Work work) {
        WebServer.show(routes, path, answered(Wish.READ, work));
    }

    private void read(RoutesConfig routes, String path, Work work) {
        for (String root : ROOTS) {
            show(routes, root + "/api" + path, work);
        }
    }

    private void change(RoutesConfig routes, String path, Wish wish, Work work) {
        route(routes, HandlerType.POST, path, wish, work);
    }

    private void route(RoutesConfig routes, HandlerType method, String path, Wish wish, Work work) {
        for (String root : ROOTS) {
            routes.addHttpHandler(method, root + "/api" + path, answered(wish, work));
        }
    }

    private Handler answered(Wish wish, Work work) {
        return context -> {
            boolean admitted = false;
            try {
                admission.admit(context, wish);
                admitted = wish != Wish.READ;
                work.answer(context);
            } catch (Refused refused) {
                recorded(context, admitted && !refused.isOnRecord(), refused.message());
                Answers.refused(context, refused.status(), refused.message());
            } catch (Refusal refusal) {
                recorded(context, admitted, refusal.message());
                refused(context, refusal);
            } catch (OutsideFailure failure) {
                LOG.error("{} {} failed", context.method(), context.path(), failure);
                context.header("Retry-After", "60");
                Answers.refused(context, 503, String.valueOf(failure.getMessage()));
            } catch (RuntimeException bug) {
                LOG.error("{} {} ended unexpectedly", context.method(), context.path(), bug);
                Answers.refused(context, 500, "this is a bug in Penstock; the server's log has the details");
            }
        };
    }

    /** @param wanted whether someone who may ask for it asked, and nobody has put it on record yet */
    private void recorded(Context context, boolean wanted, String why) throws OutsideFailure {
        if (wanted) {
            factory.refused(Admission.actor(context), "DLRN's API", context.path(), List.of(why));
        }
    }

    private static void refused(Context context, Refusal refusal) {
        int status = refusal.status().getCode();
        if (status == 401) {
            context.status(status)
                    .header("WWW-Authenticate", WHO)
                    .contentType("text/html; charset=utf-8")
                    .result("Unauthorized Access");
            return;
        }
        if (status == 429) {
            context.header("Retry-After", "60");
        }
        String more = refusal.mistakes().isEmpty()
                ? ""
                : ": " + refusal.mistakes().getFirst().message();
        Answers.refused(context, status, refusal.message() + more);
    }
}
