package penstock.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.access.TokenText;

/** Part 2, B2: the API, its document tested against its answers, tokens, hooks, the record, and its bounds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private RunningApi api;
    private JsonNode document;
    private String build;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new RunningApi(folder, true, 100_000);
        document = JSON.readTree(api.get("/openapi.json").body());
        build = json(api.get("/lines/spring/builds?project=bad"))
                .at("/builds/0/id")
                .asText();
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/" + build + ".log"), "0123456789");
    }

    @AfterAll
    void close() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.looked.clear();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private void fits(HttpResponse<String> answer, String schema) throws Exception {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("urn:penstock"), whole(schema));
        assertThat(compiled.validate(json(answer)))
                .as(answer.uri() + " -> " + answer.body())
                .isEmpty();
    }

    /** The document as a schema whose root is one of its own. */
    private JsonNode whole(String schema) {
        return JSON.createObjectNode()
                .put("$ref", "#/components/schemas/" + schema)
                .set("components", document.get("components"));
    }

    @Test
    void everyRouteIsInTheDocumentAndEveryDocumentedRouteIsThere() {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> served = new TreeSet<>();
        api.api.routes().forEach(route -> served.add(route.method() + " " + route.path()));
        assertThat(served).isEqualTo(documented);
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void everyDocumentedReadAnswersAsTheDocumentPromises() throws Exception {
        Map<String, String> values =
                Map.of("{line}", "spring", "{package}", "good", "{build}", build, "{label}", "current");
        List<String> asked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            JsonNode content = path.getValue().at("/get/responses/200/content/application~1json/schema/$ref");
            if (content.isMissingNode()) {
                continue;
            }
            String address = path.getKey();
            for (Map.Entry<String, String> value : values.entrySet()) {
                address = address.replace(value.getKey(), value.getValue());
            }
            if (address.endsWith("/evidence")) {
                address += "?subject=none";
            }
            if (address.endsWith("{decision}")) {
                continue; // Nothing was decided here; LabelApiTest has one.
            }
            HttpResponse<String> answer = api.get(address, "Authorization", "Bearer " + api.token);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            fits(answer, content.asText().replaceFirst(".*/", ""));
            asked.add(address);
        }
        assertThat(asked).hasSizeGreaterThan(9);
    }

    @Test
    void whatItTellsIsWhatHappened() throws Exception {
        JsonNode line = json(api.get("/lines/spring"));
        assertThat(line.path("packages").asInt()).isEqualTo(3);
        assertThat(line.path("failing").asInt()).isEqualTo(1);
        assertThat(line.at("/labels/0/label").asText()).isEqualTo("current");
        JsonNode bad = json(api.get("/lines/spring/packages/python-bad"));
        assertThat(bad.at("/last/status").asText()).isEqualTo("FAILED");
        assertThat(bad.at("/last/cause").asText()).contains("it broke");
        assertThat(bad.at("/maintainers/0").asText()).isEqualTo("ada@example.org");
        assertThat(json(api.get("/lines/spring/packages/gone"))
                        .at("/excuse/what")
                        .asText())
                .isEqualTo("there is no such repository");
        assertThat(json(api.get("/builds/" + build)).at("/verdict/succeeded").asBoolean())
                .isFalse();
    }

    @Test
    void aLogIsSentWholeOrInPart() throws Exception {
        assertThat(api.get("/builds/" + build + "/log").body()).isEqualTo("0123456789");
        HttpResponse<String> part = api.get("/builds/" + build + "/log", "Range", "bytes=-3");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("789");
        fits(api.get("/builds/none/log"), "Refusal");
    }

    @Test
    void aListComesInPartsThatAddUp() throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "/api/v1/lines/spring/events?limit=2";
        while (!next.isEmpty()) {
            HttpResponse<String> answer = api.get(next.substring("/api/v1".length()));
            JsonNode part = json(answer);
            assertThat(part.get("events").size()).isBetween(1, 2);
            part.get("events").forEach(event -> ids.add(event.get("id").asText()));
            next = part.get("next").isNull() ? "" : part.get("next").asText();
            assertThat(answer.headers().firstValue("link").isPresent()).isEqualTo(!next.isEmpty());
        }
        assertThat(ids).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(json(api.get("/lines/spring/events?limit=200")).get("events").size())
                .isEqualTo(ids.size());
        JsonNode packages = json(api.get("/lines/spring/packages?limit=2"));
        assertThat(json(api.get(packages.get("next").asText().substring("/api/v1".length())))
                        .at("/packages/0/project")
                        .asText())
                .isEqualTo("gone");
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws Exception {
        String tag = api.get("/lines").headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = api.get("/lines", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void mistakesAreToldAllAtOnce() throws Exception {
        HttpResponse<String> answer = api.get("/lines/spring/builds?limit=0&behind=%27&what=1");
        assertThat(answer.statusCode()).isEqualTo(400);
        fits(answer, "Refusal");
        assertThat(json(answer).get("problems")).hasSize(3);
        HttpResponse<String> wish = api.change(
                "/lines/spring/builds",
                "{\"builds\": [{\"package\": \"godo\"}, {\"package\": \"bad\", \"commit\": \"../x\"}], \"with_test\": 1}");
        assertThat(wish.statusCode()).isEqualTo(422);
        fits(wish, "Refusal");
        assertThat(wish.body()).contains("did you mean good", "/builds/1/commit", "the key with_test is unknown");
        fits(api.get("/lines/sprin"), "Refusal");
        assertThat(api.get("/lines/sprin").body()).contains("did you mean spring");
        assertThat(api.get("/nothing").statusCode()).isEqualTo(404);
        fits(api.get("/nothing"), "Refusal");
    }

    @Test
    void aChangeNeedsAToken() throws Exception {
        HttpResponse<String> without = api.post("/lines/spring/look", "");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).isPresent();
        fits(without, "Refusal");
        String other = TokenText.make(new java.security.SecureRandom()).text();
        assertThat(api.post("/lines/spring/look", "", "Authorization", "Bearer " + other)
                        .statusCode())
                .isEqualTo(401);
        assertThat(api.get("/audit").statusCode()).isEqualTo(401);
        assertThat(api.looked).isEmpty();
    }

    @Test
    void whatIsAskedForIsDoneAndOnRecord() throws Exception {
        HttpResponse<String> looked = api.change("/lines/spring/packages/good/look", "");
        assertThat(looked.statusCode()).isEqualTo(202);
        fits(looked, "Looked");
        assertThat(api.looked).containsExactly(RunningApi.url("good"));
        HttpResponse<String> all = api.change("/lines/spring/look", "");
        assertThat(json(all).get("repositories").asInt()).isEqualTo(3);
        HttpResponse<String> queued =
                api.change("/lines/spring/builds", "{\"builds\": [{\"package\": \"good\"}, {\"package\": \"gone\"}]}");
        assertThat(queued.statusCode()).as(queued.body()).isEqualTo(202);
        fits(queued, "Queued");
        assertThat(json(queued).get("queued").asInt()).isEqualTo(1);
        assertThat(json(queued).get("problems")).hasSize(1);
        JsonNode audit = json(api.get("/audit?limit=3", "Authorization", "Bearer " + api.token));
        assertThat(audit.at("/audit/0/who").asText()).isEqualTo("token:ci");
        assertThat(audit.at("/audit/0/from").asText()).isEqualTo("127.0.0.1");
        assertThat(audit.at("/audit/0/target").asText()).isEqualTo("spring/good spring/gone");
        assertThat(audit.at("/audit/0/outcome").asText()).startsWith("gone: ");
        assertThat(audit.at("/audit/2/target").asText()).isEqualTo("spring/good");
        assertThat(audit.at("/audit/2/outcome").asText()).isEqualTo("done: 1 repositories");
    }

    @Test
    void followingIsPausedAndResumedOverTheNetwork() throws Exception {
        HttpResponse<String> paused =
                api.change("/lines/spring/pause", "{\"packages\": [\"python-good\"], \"reason\": \"a move\"}");
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(202);
        fits(paused, "Followed");
        HttpResponse<String> line = api.get("/lines/spring");
        fits(line, "LineNow");
        assertThat(json(line).at("/paused/0/project").asText()).isEqualTo("good");
        assertThat(json(line).at("/paused/0/by").asText()).isEqualTo("token:ci");
        assertThat(json(line).at("/paused/0/reason").asText()).isEqualTo("a move");
        assertThat(json(api.get("/lines/spring/packages/good"))
                        .at("/excuse/reason")
                        .asText())
                .isEqualTo("PAUSED");
        HttpResponse<String> resumed = api.change("/lines/spring/resume", "{\"packages\": [\"good\"]}");
        fits(resumed, "Followed");
        assertThat(json(api.get("/lines/spring")).path("paused")).isEmpty();
        assertThat(api.looked).containsExactly("all", "all");
        fits(api.change("/lines/spring/pause", "{}"), "Followed");
        assertThat(json(api.get("/lines/spring")).at("/paused/0/project").asText())
                .isEmpty();
        JsonNode audit = json(api.get("/audit?limit=3", "Authorization", "Bearer " + api.token));
        assertThat(audit.at("/audit/2/action").asText()).isEqualTo("pause");
        assertThat(audit.at("/audit/2/target").asText()).isEqualTo("spring python-good: a move");
    }

    /** Issue 3, B6: what {@code penstock remove} does. */
    @Test
    void whatIsGoneIsRemovedAndOnRecordAndNothingElseIs(@TempDir Path folder) throws Exception {
        try (RunningApi other = new RunningApi(folder, true, 100_000)) {
            other.lineWithAGap("winter");
            assertThat(other.post("/lines/winter/remove", "{\"packages\": [\"old\"]}")
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> kept = other.change("/lines/winter/remove", "{\"packages\": [\"old\", \"kept\"]}");
            assertThat(kept.statusCode()).isEqualTo(422);
            fits(kept, "Refusal");
            assertThat(json(kept).at("/problems/0/message").asText())
                    .startsWith("the distribution still names kept in winter");
            HttpResponse<String> whole = other.change("/lines/winter/remove", "{}");
            assertThat(json(whole).at("/problems/0/message").asText()).startsWith("the line winter is followed");
            HttpResponse<String> removed = other.change("/lines/winter/remove", "{\"packages\": [\"old\"]}");
            assertThat(removed.statusCode()).as(removed.body()).isEqualTo(202);
            fits(removed, "Followed");
            assertThat(json(removed).at("/done/0").asText()).startsWith("winter: old is removed");
            other.unfollow("winter");
            fits(other.change("/lines/winter/remove", "{}"), "Followed");
            assertThat(other.looked).as("nothing is to be looked at for it").isEmpty();
            JsonNode audit = json(other.get("/audit?limit=2", "Authorization", "Bearer " + other.token));
            assertThat(audit.at("/audit/1/action").asText()).isEqualTo("remove");
            assertThat(audit.at("/audit/1/target").asText()).isEqualTo("winter old");
            assertThat(audit.at("/audit/1/who").asText()).isEqualTo("token:ci");
            assertThat(audit.at("/audit/0/target").asText()).isEqualTo("winter");
        }
    }

    @Test
    void aRemovalThatIsNotMeantSoIsRefused() throws Exception {
        for (String body : List.of("{\"packages\": []}", "{\"packages\": [1]}", "{\"package\": [\"good\"]}", "[]")) {
            HttpResponse<String> refused = api.change("/lines/spring/remove", body);
            assertThat(refused.statusCode()).as(body).isEqualTo(422);
            fits(refused, "Refusal");
        }
        HttpResponse<String> unknown = api.change("/lines/sprung/remove", "{}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("spring");
    }

    @Test
    void aPauseThatIsNotMeantSoIsRefused() throws Exception {
        for (String body : List.of(
                "{\"packages\": []}",
                "{\"packages\": [\"goood\"]}",
                "{\"packages\": [1]}",
                "{\"package\": [\"good\"]}",
                "[]",
                "{\"reason\": 1}")) {
            HttpResponse<String> refused = api.change("/lines/spring/pause", body);
            assertThat(refused.statusCode()).as(body).isEqualTo(422);
            fits(refused, "Refusal");
        }
        assertThat(api.post("/lines/spring/pause", "{}").statusCode()).isEqualTo(401);
        assertThat(json(api.get("/lines/spring")).path("paused")).isEmpty();
    }

    @Test
    void aHookThatIsSignedHasItsRepositoryLookedAtNow() throws Exception {
        String pushed = "{\"repository\": {\"clone_url\": \"https://git.example.org/up/good.git\"}}";
        String mac = Signature.hex(
                RunningApi.SECRET.getBytes(StandardCharsets.UTF_8), pushed.getBytes(StandardCharsets.UTF_8));
        api.failing.set(true);
        assertThat(api.post("/webhooks/github", pushed, "X-Hub-Signature-256", "sha256=" + mac)
                        .statusCode())
                .as("the host sends it again")
                .isGreaterThanOrEqualTo(500);
        HttpResponse<String> taken = api.post("/webhooks/github", pushed, "X-Hub-Signature-256", "sha256=" + mac);
        assertThat(taken.statusCode()).isEqualTo(202);
        fits(taken, "Hooked");
        assertThat(api.looked).containsExactly(RunningApi.url("good"));
        HttpResponse<String> again = api.post("/webhooks/github", pushed, "X-Hub-Signature-256", "sha256=" + mac);
        assertThat(json(again).get("ignored").asText()).isEqualTo("it came before");
        assertThat(api.post("/webhooks/gitea", pushed, "X-Gitea-Signature", mac).statusCode())
                .isEqualTo(202);
        String project = "{\"project\": {\"git_ssh_url\": \"git@git.example.org:up/good.git\"}}";
        assertThat(api.post("/webhooks/gitlab", project, "X-Gitlab-Token", RunningApi.SECRET)
                        .statusCode())
                .isEqualTo(202);
        assertThat(api.looked).hasSize(3);
        JsonNode audit = json(api.get("/audit?limit=1", "Authorization", "Bearer " + api.token));
        assertThat(audit.at("/audit/0/who").asText()).isEqualTo("webhook:gitlab");
    }

    @Test
    void aPlainHookIsSignedWithItsTime() throws Exception {
        String body = "{\"repository\": \"" + RunningApi.url("good") + "\"}";
        long now = Instant.now().getEpochSecond();
        assertThat(timed(body, now).statusCode()).isEqualTo(202);
        assertThat(api.looked).containsExactly(RunningApi.url("good"));
        assertThat(timed(body, now - 3600).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> timed(String body, long time) throws Exception {
        String mac = Signature.hex(
                RunningApi.SECRET.getBytes(StandardCharsets.UTF_8),
                (time + "." + body).getBytes(StandardCharsets.UTF_8));
        return api.post(
                "/webhooks/hmac",
                body,
                "X-Penstock-Timestamp",
                String.valueOf(time),
                "X-Penstock-Signature",
                "sha256=" + mac);
    }

    @Test
    void aHookThatNamesNothingKnownIsIgnoredAndAWrongOneRefused() throws Exception {
        String other = "{\"repository\": {\"clone_url\": \"https://git.example.org/other\"}}";
        String mac = Signature.hex(
                RunningApi.SECRET.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> ignored = api.post("/webhooks/github", other, "X-Hub-Signature-256", "sha256=" + mac);
        assertThat(ignored.statusCode()).isEqualTo(202);
        assertThat(json(ignored).get("ignored").asText()).isEqualTo("it names no repository that is followed");
        assertThat(api.post("/webhooks/github", other + " ", "X-Hub-Signature-256", "sha256=" + mac)
                        .statusCode())
                .isEqualTo(401);
        assertThat(api.post("/webhooks/none", other).statusCode()).isEqualTo(404);
        assertThat(api.looked).isEmpty();
    }

    @Test
    void whoAsksTooOftenWaits(@TempDir Path other) throws Exception {
        try (RunningApi strict = new RunningApi(other, false, 5)) {
            assertThat(strict.get("/lines").statusCode()).isEqualTo(401);
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(strict.get("/lines", "Authorization", "Bearer " + strict.token)
                        .statusCode());
            }
            assertThat(answers).contains(200).endsWith(429);
        }
    }

    @Test
    void wrongGuessesKeepNobodyOutWhoIsKnown(@TempDir Path other) throws Exception {
        try (RunningApi behindOneAddress = new RunningApi(other, false, 1_000)) {
            List<Integer> guesses = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                guesses.add(behindOneAddress
                        .get("/lines", "Authorization", "Bearer penstock_guess" + i)
                        .statusCode());
            }
            assertThat(guesses).startsWith(401).endsWith(429);
            assertThat(behindOneAddress
                            .get("/lines", "Authorization", "Bearer " + behindOneAddress.token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
