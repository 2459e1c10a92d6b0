package penstock.app.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import penstock.app.web.Pages;
import penstock.build.Verdict;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;

/** What pages are told while they are open: that a line changed, and a build's log as it grows. A bounded number of readers. */
final class Live {
    private static final int READERS = 256;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration ALIVE = Duration.ofSeconds(15);
    private static final Duration VERDICT = Duration.ofSeconds(60);

    private final Source source;
    private final Pages pages;
    private final LineNews news;
    private final Semaphore readers = new Semaphore(READERS);

    Live(Source source, Pages pages, LineNews news) {
        this.source = source;
        this.pages = pages;
        this.news = news;
    }

    void routes(RoutesConfig routes) {
        routes.get("/-/live", context -> limited(context, () -> changes(context, LineNews.ANY)));
        routes.get(
                "/-/live/lines/{line}", context -> limited(context, () -> changes(context, context.pathParam("line"))));
        routes.get("/-/live/builds/{id}", context -> limited(context, () -> log(context, context.pathParam("id"))));
    }

    private interface Telling {
        void tell() throws IOException, OutsideFailure, InterruptedException;
    }

    private void limited(Context context, Telling telling) throws OutsideFailure {
        if (news.isClosed() || !readers.tryAcquire()) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", "30")
                    .contentType("text/plain")
                    .result("too many pages are open that follow what happens; reload to see the newest\n");
            return;
        }
        try {
            telling.tell();
        } catch (IOException gone) {
            // The reader left, which is how these connections end.
            context.res().setStatus(HttpStatus.OK.getCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.release();
        }
    }

    /** At most once a second; a reader that was away, and has seen another number, is told at once. */
    private void changes(Context context, String line) throws IOException, InterruptedException {
        EventStream stream = new EventStream(context);
        long seen = number(context.header("Last-Event-ID"))
                .or(() -> number(context.queryParam("seen")))
                .orElse(news.version(line));
        while (!news.isClosed()) {
            long now = news.await(line, seen, ALIVE);
            if (now == seen) {
                stream.alive();
            } else {
                seen = now;
                stream.send("changed", now, "");
                news.pause(BETWEEN);
            }
        }
    }

    private void log(Context context, String build) throws IOException, OutsideFailure, InterruptedException {
        int after = number(context.header("Last-Event-ID"))
                .or(() -> number(context.queryParam("after")))
                .map(Long::intValue)
                .orElse(0);
        EventStream stream = new EventStream(context);
        Optional<BuildLogs.Following> opened = source.logs().follow(build, after);
        if (opened.isPresent()) {
            try (BuildLogs.Following following = opened.get()) {
                after = follow(stream, following, after);
            }
        }
        awaitVerdict(stream, build);
        if (!news.isClosed()) {
            stream.send("end", after, "");
        }
    }

    private int follow(EventStream stream, BuildLogs.Following following, int after)
            throws IOException, OutsideFailure, InterruptedException {
        int number = after;
        while (!news.isClosed()) {
            Optional<List<String>> lines = following.next(BETWEEN.multipliedBy(5));
            if (lines.isEmpty()) {
                return number;
            }
            List<Verdict.LogLine> shown = new ArrayList<>();
            for (String line : lines.get()) {
                number++;
                shown.add(new Verdict.LogLine(number, line));
            }
            if (shown.isEmpty()) {
                stream.alive();
            } else {
                stream.send("lines", number, pages.part("loglines.jte", Map.of("log", LogPart.growing(shown))));
            }
        }
        return number;
    }

    /** A log ends a moment before its build does. */
    private void awaitVerdict(EventStream stream, String build)
            throws IOException, OutsideFailure, InterruptedException {
        long seen = news.version(LineNews.ANY);
        Duration left = VERDICT;
        while (!news.isClosed() && !left.isNegative() && runs(build)) {
            seen = news.await(LineNews.ANY, seen, BETWEEN);
            stream.alive();
            left = left.minus(BETWEEN);
        }
    }

    private boolean runs(String build) throws OutsideFailure {
        Optional<Queries.BuildDetail> detail = source.queries().build(build);
        return detail.isPresent() && detail.get().row().status().isEmpty();
    }

    private static Optional<Long> number(@org.jspecify.annotations.Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Long::valueOf).filter(value -> value >= 0);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
