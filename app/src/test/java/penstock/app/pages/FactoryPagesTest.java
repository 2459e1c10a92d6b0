package penstock.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.web.Assets;
import penstock.build.BuildRequest;
import penstock.engine.distro.DistroTrouble;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.Queries;
import penstock.engine.testkit.LeftoverCheck;
import penstock.line.Change;
import penstock.line.Gone;
import penstock.line.LineEvent;
import penstock.line.Pause;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** The factory's pages over HTTP, without a browser and its scripts (issue 3, B3). */
@ExtendWith(LeftoverCheck.class)
class FactoryPagesTest {
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
    private static final String LINE = "/-/lines/" + ShownFactory.LINE;

    @TempDir
    static Path folder;

    private static ShownFactory factory;
    private static BuildRequest hostile;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        factory = new ShownFactory(folder);
        hostile = factory.startHostile();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        factory.close();
    }

    @Test
    void everyLinkLeadsSomewhere() throws Exception {
        Set<String> seen = new LinkedHashSet<>(Set.of("/"));
        Set<String> next = Set.copyOf(seen);
        for (int depth = 0; depth < 4 && seen.size() < 600; depth++) {
            Set<String> found = new LinkedHashSet<>();
            for (String path : next) {
                HttpResponse<String> answer = get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                Matcher links = LINK.matcher(answer.body());
                while (links.find()) {
                    String link = links.group(1).replace("&amp;", "&");
                    // What is published is not there: the history was only written down.
                    if (!link.startsWith("/el9s-") && seen.size() < 600 && seen.add(link)) {
                        found.add(link);
                    }
                }
            }
            next = found;
        }
        assertThat(seen).hasSizeGreaterThan(100);
    }

    @Test
    void theFrontPageHasEachLineAtAGlance() throws Exception {
        assertThat(get("/").body())
                .contains(
                        "href=\"" + LINE + "\"",
                        "of 40 packages",
                        "Behind upstream",
                        "el9s-flamingo/current/delorean.repo");
    }

    @Test
    void whatIsPausedSaysSoAndHowToEndIt() throws Exception {
        Pause pause = new Pause(ShownFactory.NOW.minusSeconds(7200), "user:ada", "the <host> moves");
        factory.write(new LineEvent.Paused(List.of(), "user:ada", ""), new Change.PauseChanged("", Optional.of(pause)));
        try {
            assertThat(get(LINE).body())
                    .contains(
                            "<strong>Paused</strong> for 2 h: following is paused by user:ada: the &lt;host&gt; moves",
                            "penstock resume --line " + ShownFactory.LINE);
            String project = factory.source
                    .queries()
                    .packages(ShownFactory.LINE)
                    .getFirst()
                    .project();
            assertThat(get(LINE + "/packages/" + project).body()).contains("<strong>Paused</strong> for 2 h");
        } finally {
            factory.write(new LineEvent.Resumed(List.of()), new Change.PauseChanged("", Optional.empty()));
        }
        assertThat(get(LINE).body()).doesNotContain("Paused");
    }

    @Test
    void whatIsGoneSaysSo() throws Exception {
        Gone gone = new Gone(ShownFactory.NOW.minusSeconds(7200), false);
        factory.write(new LineEvent.TimePassed(), new Change.GoneChanged("weir", Optional.of(gone)));
        try {
            assertThat(get(LINE).body())
                    .contains(
                            "<strong>Gone</strong> for 2 h: weir is not in the distribution any more",
                            "penstock remove --line " + ShownFactory.LINE + " weir");
        } finally {
            factory.write(new LineEvent.TimePassed(), new Change.GoneChanged("weir", Optional.empty()));
        }
    }

    @Test
    void mistakesInTheDistributionAreShownAtOnceAndUntilTheyAreMended() throws Exception {
        assertThat(get("/").body()).doesNotContain("<strong>Distribution</strong>");
        Problem mistake = Problem.error("it has no <name>", new SourcePosition("rdo.yml", 7, 3, ""), "");
        DistroTrouble trouble = new DistroTrouble(
                ShownFactory.NOW.minusSeconds(7200), "the newest version has mistakes", List.of(mistake));
        factory.troubled(Optional.of(trouble));
        try {
            for (String page : List.of("/", LINE)) {
                assertThat(get(page).body())
                        .contains(
                                "<strong>Distribution</strong> for 2 h: the newest version has mistakes",
                                "<li>rdo.yml:7:3: error: it has no &lt;name&gt;</li>");
            }
        } finally {
            factory.troubled(Optional.empty());
        }
        assertThat(get("/").body()).doesNotContain("<strong>Distribution</strong>");
    }

    @Test
    void aLineGroupsItsFailuresByCause() throws Exception {
        String page = get(LINE).body();
        LineViews.Overview overview = factory.source
                .lines()
                .overview(ShownFactory.LINE, new LineViews.Limits(100, 100, 1))
                .orElseThrow();
        assertThat(overview.failing()).isNotEmpty();
        overview.failing()
                .forEach(pkg -> assertThat(page).contains(pkg.failures().title()));
        assertThat(page).contains("waits for packages that it needs", "Furthest behind upstream", "Being built");
    }

    /** C5 of part 4. */
    @Test
    void theWeekIsOnAPageOfTheLine() throws Exception {
        assertThat(get(LINE).body()).contains("href=\"" + LINE + "/digest\"");
        assertThat(get(LINE + "/digest").body())
                .contains("The last seven days", "builds: ", "Who waits for whom", "waits for ada@example.org");
    }

    /** E of part 3. */
    @Test
    void whatIsNotMetIsOnThePackagesPageAndOnTheLines() throws Exception {
        List<String> projects = projects();
        factory.warn(projects.get(0), projects.get(1));
        String pkg = get(LINE + "/packages/" + projects.get(0)).body();
        assertThat(pkg)
                .contains("Requirements that are not met", "wrapt&gt;=2.1 (runtime)", "what is provided is too old")
                .contains(
                        "raised &gt;=1.14 -&gt; &gt;=2.1", "requirements.txt:12", "+Requires: python3-wrapt &gt;= 2.1")
                .contains("Not met with current", "In the way: python3-debtcollector", "prints one patch for all of it")
                .doesNotContain("<script>alert");
        String all = get(LINE + "/warnings").body();
        assertThat(all).contains("href=\"" + LINE + "/packages/" + projects.get(0) + "\"", "Not judged");
        assertThat(all.indexOf(projects.get(0))).isLessThan(all.indexOf(">" + projects.get(1) + "<"));
        assertThat(get("/-/lines/nowhere/warnings").body()).contains("Every requirement that was looked at is met");
    }

    private static List<String> projects() throws OutsideFailure {
        return factory.source.queries().packages(ShownFactory.LINE).stream()
                .map(Queries.PackageRow::project)
                .filter(project -> project.matches("[a-z0-9-]+"))
                .sorted()
                .limit(2)
                .toList();
    }

    @Test
    void packagesAreFoundByNameAndState() throws Exception {
        assertThat(get(LINE + "/packages?name=oslo-con&show=all").body())
                .contains("packages/oslo-config")
                .doesNotContain("packages/nova\"");
        assertThat(get(LINE + "/packages?name=%3Cscript%3E").body())
                .contains("No package is like that", "&lt;script")
                .doesNotContain("<script>alert");
        assertThat(get(LINE + "/packages?show=nonsense&after=x").statusCode()).isEqualTo(200);
    }

    @Test
    void aBuildSaysItsVerdictFirstAndMarksTheLinesThatShowIt() throws Exception {
        LineViews.BuildLine failed = failed();
        StringBuilder text = new StringBuilder();
        for (int i = 2; i <= 2000; i++) {
            text.append(i == 42 ? "FAILED here\n" : "line " + i + "\n");
        }
        factory.log(failed.row().id(), text.toString());
        String page = get("/-/builds/" + failed.row().id()).body();
        assertThat(page).containsSubsequence("failed in", "class=\"cause\"", "line 42", "<h2 id=\"log-title\">Log");
        assertThat(page)
                .contains("<div id=\"L42\" class=\"shows\">", "shows the failure:", "Show later")
                .doesNotContain("id=\"L700\"");
        assertThat(get("/-/builds/" + failed.row().id() + "?from=1500").body())
                .contains("id=\"L1500\"", "id=\"L1699\"", "Show earlier", "To the end")
                .doesNotContain("id=\"L1700\"");
        assertThat(get("/-/builds/" + failed.row().id() + "?from=99999999999").statusCode())
                .isEqualTo(200);
        assertThat(get("/-/builds/" + failed.row().id() + "/log").body()).hasLineCount(2000);
    }

    private static LineViews.BuildLine failed() throws Exception {
        return factory.source.lines().builds(ShownFactory.LINE, Optional.empty(), 200).stream()
                .filter(build -> build.row().status().equals("FAILED"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostileTextIsText() throws Exception {
        String page = get("/-/builds/" + hostile.id() + "?from=1").body();
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; ‹202E›evil‹1B›[31m")
                .doesNotContain("<script>alert")
                .doesNotContain("\u202E")
                .doesNotContain("\u001b");
        assertThat(get(LINE + "/builds").body()).doesNotContain("<script>alert").doesNotContain("<b>");
    }

    @Test
    void pagesMayRunPenstocksOwnScriptsAndNothingElse() throws Exception {
        HttpResponse<String> page = get(LINE);
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .doesNotContain(" style=")
                .doesNotContain("onclick")
                .doesNotContainPattern("<script>");
        for (String name : new String[] {"htmx.js", "sse.js", "penstock.js", "penstock.css"}) {
            HttpResponse<String> asset = get(Assets.address(name));
            assertThat(asset.statusCode()).isEqualTo(200);
            assertThat(asset.headers().firstValue("cache-control")).contains("max-age=31536000, immutable");
        }
        assertThat(get("/-/assets/penstock.js?v=other").headers().firstValue("cache-control"))
                .contains("no-cache");
        assertThat(get("/-/assets/..%2Fx").statusCode()).isBetween(400, 404);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        for (String path : new String[] {
            "/-/lines/none",
            LINE + "/packages/none",
            LINE + "/commits/none",
            LINE + "/snapshots/aa/bb/none",
            "/-/builds/none",
            "/-/builds/none/log",
            "/-/builds/..%2F..%2Fpenstock.db/log"
        }) {
            assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void aSnapshotIsComparedWithAnother() throws Exception {
        Queries.SnapshotRow[] two = factory.source.snapshots().made(ShownFactory.LINE, Optional.empty(), 2).stream()
                .map(made -> made.row())
                .toArray(Queries.SnapshotRow[]::new);
        String page = get(LINE + "/snapshots/" + two[0].directory()).body();
        assertThat(page).contains("Difference", two[1].directory(), "Contents");
        assertThat(get(LINE + "/snapshots/" + two[0].directory() + "?against=" + two[0].directory())
                        .body())
                .contains("Both list the same");
    }

    @Test
    void openPagesAreToldOfChanges() throws Exception {
        try (InputStream in = stream("/-/live/lines/" + ShownFactory.LINE, "0");
                BufferedReader events = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            // It has seen another number than the present one, so it is told at once.
            assertThat(until(events, "event: ")).isEqualTo("event: changed");
            factory.write(new penstock.line.LineEvent.Looking(java.util.List.of()));
            assertThat(until(events, "event: ")).isEqualTo("event: changed");
        }
    }

    @Test
    void whatHappensBetweenReadingAPageAndListeningIsTold() throws Exception {
        String connect = "sse-connect=\"";
        for (String path : java.util.List.of("/", "/-/lines/" + ShownFactory.LINE)) {
            String html = get(path).body();
            int begin = html.indexOf(connect) + connect.length();
            factory.write(new penstock.line.LineEvent.Looking(java.util.List.of()));
            try (InputStream in = stream(html.substring(begin, html.indexOf('"', begin)), "");
                    BufferedReader events = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                assertThat(until(events, "event: ")).isEqualTo("event: changed");
            }
        }
    }

    @Test
    void aLogIsFollowedFromALineOn() throws Exception {
        try (InputStream in = stream("/-/live/builds/" + hostile.id() + "?after=5", "");
                BufferedReader events = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            assertThat(until(events, "event: ")).isEqualTo("event: lines");
            assertThat(until(events, "data: <div")).contains("id=\"L6\"");
        }
        try (InputStream in = stream("/-/live/builds/" + hostile.id() + "?after=5", "800");
                BufferedReader events = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            assertThat(until(events, "data: <div")).contains("id=\"L801\"");
        }
    }

    private static InputStream stream(String path, String last) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(factory.address + path));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        return answer.body();
    }

    private static String until(BufferedReader events, String start) throws Exception {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before " + start);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(factory.address + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
