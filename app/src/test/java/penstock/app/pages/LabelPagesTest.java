package penstock.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.Role;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.LeftoverCheck;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.promote.Evidence;

/** Part 4, C: the pages of labels, and the form of a test day, over HTTP. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class LabelPagesTest {
    private static final String LINE = "/-/lines/" + ShownFactory.LINE;
    private static final String LABEL = LINE + "/labels/tested";
    private static final String DAY = LABEL + "/test-day";

    private static final String FIRST = "00000000-0000-7000-8000-000000000001";
    private static final String SECOND = "00000000-0000-7000-8000-000000000002";

    @TempDir
    Path folder;

    private ShownFactory factory;
    private HttpClient client;
    private String token;
    private String newest;

    @BeforeEach
    void start() throws Exception {
        factory = new ShownFactory(folder);
        factory.promoted();
        client = HttpClient.newHttpClient();
        token = factory.token("day", Role.REPORTER);
        newest = factory.source
                .labels()
                .standing(ShownFactory.LINE, "tested")
                .choices()
                .getFirst()
                .decided()
                .getFirst()
                .inputs()
                .candidate()
                .subject();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        factory.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(factory.address + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("of", newest);
        form.put("job", "smoke");
        form.put("result", "SUCCESS");
        form.put("who", "Ada <Lovelace>");
        form.put("url", "https://ci.example.org/1?a=b&c=d");
        form.put("notes", "it came up\r\n<script>alert(1)</script>");
        form.put("token", token);
        return form;
    }

    private HttpResponse<String> post(Map<String, String> form, String... headers) throws Exception {
        String body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(factory.address + DAY))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<Evidence> kept() throws OutsideFailure {
        return factory.source.labels().evidence(ShownFactory.LINE, List.of(newest), Optional.empty(), 100);
    }

    private AuditTrail.Entry recorded() throws OutsideFailure {
        return factory.audit().newest(Optional.empty(), 10).stream()
                .filter(entry -> entry.action().equals("report"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLabelsPageTellsWhereItIsByWhomAndWhatItsCandidatesWaitFor() throws Exception {
        assertThat(get(LABEL).body())
                .contains("Promoted", "by user:&lt;ada&gt;: it &lt;works&gt;")
                .contains("nothing is known of smoke. What helps: a result of smoke")
                .contains("install or upgrade must have passed", "tempest (1 of its last 3 runs) must have passed")
                .contains("is waived by ada until", "bug &lt;17&gt;")
                .contains("older candidate", "?against=")
                .contains("promotion " + SECOND, "promotion " + FIRST, "its first")
                .doesNotContain("<works>");
        assertThat(get(LINE + "/labels/current").body()).contains("It moves by itself");
        assertThat(get(LINE + "/labels/untried").body()).contains("It was never promoted", "It points nowhere yet");
        assertThat(get(LINE + "/labels/none").statusCode()).isEqualTo(404);
        assertThat(get(LINE + "/labels").body()).contains("href=\"" + LABEL + "\"", ">untried</a>", "/promotions\"");
    }

    @Test
    void mistakesInTheRulesAreShown() throws Exception {
        factory.ruleMistakes.set(
                List.of(Problem.error("no <job>", new SourcePosition("promotion.yaml", 3, 1, ""), "")));
        assertThat(get(LABEL).body())
                .contains("<strong>Rules</strong> have mistakes", "promotion.yaml:3:1: error: no &lt;job&gt;");
    }

    @Test
    void theLedgerIsPaged() throws Exception {
        assertThat(get(LINE + "/promotions").body())
                .containsSubsequence("promotion " + SECOND, "promotion " + FIRST)
                .contains("href=\"" + LABEL + "\"");
        assertThat(get(LINE + "/promotions?before=" + SECOND).body())
                .contains("promotion " + FIRST)
                .doesNotContain("promotion " + SECOND);
        assertThat(get(LINE + "/promotions?before=" + FIRST).body()).contains("No label was promoted yet");
    }

    @Test
    void aResultThatAPersonReportsIsEvidenceAndOnRecord() throws Exception {
        assertThat(get(DAY).body()).contains("Nobody has reported anything yet", "name=\"token\"");
        HttpResponse<String> sent = post(form());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(kept()).hasSize(1);
        Evidence evidence = kept().getFirst();
        assertThat(evidence.source().origin()).isEqualTo(Evidence.Origin.PERSON);
        assertThat(evidence.source().who()).isEqualTo("Ada <Lovelace>");
        assertThat(evidence.remarks().notes()).isEqualTo("it came up\n<script>alert(1)</script>");
        AuditTrail.Entry recorded = recorded();
        assertThat(recorded.actor().who()).isEqualTo("token:day");
        assertThat(recorded.target()).endsWith(newest + " smoke: SUCCESS by Ada <Lovelace>");
        String location = sent.headers().firstValue("location").orElseThrow();
        assertThat(get(location.replace("#kept", "")).body())
                .contains("Kept: smoke", "says Ada &lt;Lovelace&gt;. Thank you", "smoke (has passed)")
                .contains("it came up<br>&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("href=\"https://ci.example.org/1?a=b&amp;c=d\"")
                .doesNotContain("<script>alert", token);
        assertThat(get(LABEL).body()).contains("smoke passed");
    }

    @Test
    void whatIsWrongIsSaidAllAtOnceAndWhatWasWrittenStays() throws Exception {
        Map<String, String> form = form();
        form.putAll(Map.of("result", "", "who", "", "url", "javascript:alert(1)", "notes", "n".repeat(2001)));
        HttpResponse<String> refused = post(form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Nothing was kept", "href=\"#result\"", "href=\"#who\"", "href=\"#url\"", "href=\"#notes\"")
                .contains("value=\"javascript:alert(1)\"")
                .doesNotContain(token);
        assertThat(kept()).isEmpty();
        assertThat(recorded().outcome()).contains("a name has 1 to 100 characters");
        form = form();
        form.put("of", "nothing");
        assertThat(post(form).body()).contains("there is no snapshot nothing");
    }

    @Test
    void onlyATokenThatMayReportLetsInAndItsGuessersWait() throws Exception {
        Map<String, String> form = form();
        form.put("token", factory.token("mover", Role.PROMOTER));
        assertThat(post(form).statusCode()).isEqualTo(403);
        List<Integer> answers = new ArrayList<>();
        form.put("token", "penstock_0123456789abcdef_no");
        while (!answers.contains(429) && answers.size() < 60) {
            answers.add(post(form).statusCode());
        }
        assertThat(answers).startsWith(401).endsWith(429);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatComesFromAnotherSiteIsTurnedAway() throws Exception {
        String own = factory.address;
        assertThat(post(form(), "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(post(form(), "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
        assertThat(post(form(), "Origin", "https://evil.example.org").statusCode())
                .isEqualTo(403);
        assertThat(post(form(), "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(kept()).isEmpty();
        assertThat(post(form(), "Origin", own).statusCode()).isEqualTo(303);
        assertThat(post(form(), "Sec-Fetch-Site", "same-origin", "Origin", own).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aPageThatFollowsIsToldOfAResult() throws Exception {
        String before = seen(get(LABEL).body());
        assertThat(post(form()).statusCode()).isEqualTo(303);
        assertThat(seen(get(LABEL).body())).isNotEqualTo(before);
    }

    private static String seen(String page) {
        return page.substring(page.indexOf("?seen="), page.indexOf('"', page.indexOf("?seen=")));
    }

    @Test
    void aBodyHasBounds() throws Exception {
        Map<String, String> form = form();
        form.put("notes", "n".repeat(20_000));
        assertThat(post(form).statusCode()).isEqualTo(413);
        HttpRequest json = HttpRequest.newBuilder(URI.create(factory.address + DAY))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(client.send(json, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
        HttpRequest broken = HttpRequest.newBuilder(URI.create(factory.address + DAY))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=%zz"))
                .build();
        assertThat(client.send(broken, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }
}
