package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import penstock.app.api.ResultForm;
import penstock.app.web.OwnAddress;
import penstock.app.web.Pages;
import penstock.app.web.WebServer;
import penstock.engine.distro.DistroTrouble;
import penstock.problem.Problem;

/**
 * The pages of a factory, as routes of a {@link WebServer}. They work without scripts; with them they follow what happens. What they
 * show of commits, logs and packages is text from outside: templates escape it, {@link Shown#text} shows what is hidden in it, and
 * the policy lets a browser run nothing but Penstock's own files.
 */
public final class FactoryPages implements Consumer<RoutesConfig> {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /**
     * What the page is made from as it was before that was read: what happens before the page listens is not missed, and a page is not kept
     * as newer than it is.
     */
    private static final String STATE = "state";

    private final Pages pages = new Pages();
    private final RenderedPages rendered = new RenderedPages();
    private final Source source;
    private final LineNews news;
    private final Mistakes mistakes;
    private final ResultForm form;
    private final InstantSource clock;

    /**
     * What is wrong with what people wrote.
     *
     * @param distro the distribution; the news are told when it is something else
     * @param rules of labels
     */
    public record Mistakes(Supplier<Optional<DistroTrouble>> distro, Supplier<List<Problem>> rules) {}

    /** @param form takes what people report */
    public FactoryPages(Source source, LineNews news, Mistakes mistakes, ResultForm form, InstantSource clock) {
        this.source = source;
        this.news = news;
        this.mistakes = mistakes;
        this.form = form;
        this.clock = clock;
    }

    @Override
    public void accept(RoutesConfig routes) {
        new LinePages(source, mistakes.distro(), this).routes(routes);
        new PackagePages(source, this).routes(routes);
        new BuildPages(source, this).routes(routes);
        new SnapshotPages(source, this).routes(routes);
        new LabelPages(source, mistakes.rules(), form, this).routes(routes);
        new Live(source, pages, news).routes(routes);
    }

    interface Page {
        void show(Context context) throws Exception;
    }

    void route(RoutesConfig routes, String path, Page page) {
        WebServer.show(routes, path, context -> {
            String line = context.pathParamMap().getOrDefault("line", LineNews.ANY);
            RenderedPages.State state = new RenderedPages.State(source.moments().changes(), news.version(line));
            Optional<byte[]> known = rendered.find(address(context), state, clock.instant());
            if (known.isPresent()) {
                head(context);
                Pages.send(context, known.get());
            } else {
                context.attribute(STATE, state);
                source.moments().atOne(() -> page.show(context));
            }
        });
    }

    /** A form that is sent to a page. */
    void post(RoutesConfig routes, String path, Page page) {
        routes.post(path, context -> {
            String line = context.pathParamMap().getOrDefault("line", LineNews.ANY);
            context.attribute(STATE, new RenderedPages.State(source.moments().changes(), news.version(line)));
            page.show(context);
            context.header("Cache-Control", "no-store");
        });
    }

    private static String address(Context context) {
        return OwnAddress.of(context) + context.path() + "?" + Objects.requireNonNullElse(context.queryString(), "");
    }

    private static void head(Context context) {
        context.header("Content-Security-Policy", POLICY).header("Cache-Control", "no-cache");
    }

    /** Shows what is made from the database alone. */
    void show(Context context, String template, Map<String, Object> parameters) {
        Instant now = clock.instant();
        byte[] html = render(context, template, parameters, now);
        rendered.keep(address(context), state(context), now, html);
    }

    /** Shows what grows without anybody's being told. */
    void showGrowing(Context context, String template, Map<String, Object> parameters) {
        render(context, template, parameters, clock.instant());
    }

    private byte[] render(Context context, String template, Map<String, Object> parameters, Instant now) {
        head(context);
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("shown", new Shown(now, state(context).seen()));
        return pages.render(context, template, all);
    }

    private static RenderedPages.State state(Context context) {
        return Objects.requireNonNull(context.<RenderedPages.State>attribute(STATE));
    }

    void none(Context context, String what) {
        pages.problem(context, HttpStatus.NOT_FOUND, "There is no such " + what, "It may have another name now.");
    }

    /** A parameter of the address, cut to a sane length; empty when it is missing. */
    static Optional<String> parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty() && value.length() <= 300);
    }

    static Optional<Long> number(Context context, String name) {
        return parameter(context, name)
                .filter(value -> value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Long::valueOf);
    }

    /** One more row than a page has says that there is another page. */
    record Part<T>(List<T> rows, boolean more) {
        static <T> Part<T> of(List<T> found, int most) {
            return found.size() > most ? new Part<>(found.subList(0, most), true) : new Part<>(found, false);
        }
    }
}
