package penstock.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.sql.SqlEvidenceBook;
import penstock.edge.sql.SqlPromotionBook;
import penstock.engine.access.Role;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.Standings;
import penstock.promote.Choice;
import penstock.promote.RulesReader;

/** Part 4, C: labels over the network, as their document promises, with a token, and on record. */
class LabelApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULES = "labels: [{label: tested, from: current, jobs: [smoke],"
            + " waivers: [{job: smoke, author: ada, reason: old, until: 2026-01-01}]}]";

    @TempDir
    Path folder;

    private RunningApi api;
    private JsonNode document;
    private String directory;

    @BeforeEach
    void open() throws Exception {
        api = new RunningApi(folder, true, 100_000);
        document = JSON.readTree(api.get("/openapi.json").body());
        directory =
                json(api.get("/lines/spring/labels")).at("/labels/0/directory").asText();
        api.rules(RULES);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private JsonNode fits(HttpResponse<String> answer, int status, String schema) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        SchemaLocation.of("urn:penstock"),
                        JSON.createObjectNode()
                                .put("$ref", "#/components/schemas/" + schema)
                                .set("components", document.get("components")));
        assertThat(compiled.validate(json(answer))).as(answer.body()).isEmpty();
        return json(answer);
    }

    private JsonNode audit(int at) throws Exception {
        return json(api.get("/audit?limit=5", "Authorization", "Bearer " + api.token))
                .at("/audit/" + at);
    }

    @Test
    void aLabelIsPromotedAndTakenBackAndTheLedgerTellsIt() throws Exception {
        JsonNode before = fits(api.get("/lines/spring/labels/tested"), 200, "LabelNow");
        assertThat(before.path("shows")).isEmpty();
        assertThat(before.at("/candidates/0/subject").asText()).isEqualTo(directory);
        assertThat(before.at("/candidates/0/findings/0/standing").asText()).isEqualTo("MISSING");
        assertThat(before.at("/candidates/0/findings/0/help").asText()).isEqualTo("a result of smoke");
        assertThat(before.at("/rule/1").asText()).isEqualTo("smoke must have passed");
        assertThat(before.at("/waivers/0/author").asText()).isEqualTo("ada");
        JsonNode promoted = fits(
                api.change("/lines/spring/labels/tested/promote", "{\"to\": [\"current\"], \"reason\": \"it works\"}"),
                202,
                "Promoted");
        assertThat(promoted.at("/promotion/shows/0/directory").asText()).isEqualTo(directory);
        assertThat(promoted.at("/promotion/by").asText()).isEqualTo("token:ci");
        assertThat(audit(0).path("outcome").asText())
                .isEqualTo("done: " + promoted.at("/promotion/id").asText());
        JsonNode now = fits(api.get("/lines/spring/labels/tested"), 200, "LabelNow");
        assertThat(now.at("/last/reason").asText()).isEqualTo("it works");
        fits(api.change("/lines/spring/labels/other/promote", "{\"to\": [\"" + directory + "\"]}"), 202, "Promoted");
        String id = promoted.at("/promotion/id").asText();
        JsonNode back = fits(
                api.change("/lines/spring/labels/tested/rollback", "{\"to\": \"" + id + "\", \"reason\": \"no\"}"),
                202,
                "Promoted");
        assertThat(back.at("/promotion/kind").asText()).isEqualTo("ROLLBACK");
        JsonNode first = fits(api.get("/lines/spring/promotions?limit=2"), 200, "Promotions");
        assertThat(first.at("/promotions/0/kind").asText()).isEqualTo("ROLLBACK");
        assertThat(first.at("/promotions/1/label").asText()).isEqualTo("other");
        JsonNode second = fits(api.get(first.path("next").asText().substring(Api.BASE.length())), 200, "Promotions");
        assertThat(second.path("promotions")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(fits(api.get("/lines/spring/promotions?label=tested"), 200, "Promotions")
                        .path("promotions"))
                .hasSize(2);
    }

    @Test
    void evidenceIsKeptAsAProgramsAndToldInParts() throws Exception {
        String body =
                "{\"of\": \"current\", \"job\": \"smoke\", \"result\": \"%s\", \"url\": \"https://ci.example.org/1\"}";
        JsonNode kept = fits(api.change("/lines/spring/evidence", body.formatted("FAILURE")), 202, "EvidenceKept");
        assertThat(kept.at("/kept/0/origin").asText()).isEqualTo("CI");
        assertThat(kept.at("/kept/0/who").asText()).isEqualTo("token:ci");
        assertThat(audit(0).path("target").asText()).isEqualTo("spring " + directory + " smoke: FAILURE");
        assertThat(json(api.get("/lines/spring/labels/tested"))
                        .at("/candidates/0/outcome")
                        .asText())
                .isEqualTo("REFUSE");
        fits(api.change("/lines/spring/evidence", body.formatted("SUCCESS")), 202, "EvidenceKept");
        String subject = "/lines/spring/evidence?subject=" + directory;
        JsonNode first = fits(api.get(subject + "&limit=1"), 200, "EvidenceOf");
        assertThat(first.at("/evidence/0/result").asText()).isEqualTo("SUCCESS");
        JsonNode second = fits(api.get(first.path("next").asText().substring(Api.BASE.length())), 200, "EvidenceOf");
        assertThat(second.at("/evidence/0/result").asText()).isEqualTo("FAILURE");
        fits(api.get("/lines/spring/evidence"), 400, "Refusal");
    }

    @Test
    void aDecisionIsToldWithWhatItWasMadeOfAndMadeAgain() throws Exception {
        PromotionBook book = new SqlPromotionBook(api.database);
        Choice.Decided decided = new Standings(
                        book, new SqlEvidenceBook(api.database), java.time.InstantSource.system())
                .of(
                        "spring",
                        RulesReader.read("promotion.yaml", RULES.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .rules()
                                .getFirst())
                .getFirst()
                .decided()
                .getFirst();
        book.decided("spring", List.of(new PromotionBook.Stored("d1", decided.inputs(), decided.decision())));
        JsonNode told = fits(api.get("/lines/spring/decisions/d1"), 200, "DecisionMade");
        assertThat(told.at("/again/same").asBoolean()).isTrue();
        assertThat(told.at("/candidate/subject").asText()).isEqualTo(directory);
        fits(api.get("/lines/spring/decisions/d2"), 404, "Refusal");
    }

    @Test
    void whatIsRefusedIsToldAllAtOnceAndIsOnRecord() throws Exception {
        JsonNode refused = fits(
                api.change("/lines/spring/labels/current/promote", "{\"to\": [\"nothing\", \"nowhere\"]}"),
                422,
                "Refusal");
        assertThat(refused.path("problems")).hasSize(3);
        assertThat(audit(0).path("outcome").asText()).startsWith("done: refused: current is no label");
        refused = fits(
                api.change("/lines/spring/labels/tested/promote", "{\"to\": [], \"reason\": 1, \"tos\": 2}"),
                422,
                "Refusal");
        assertThat(refused.path("problems")).hasSize(3);
        assertThat(audit(0).path("outcome").asText()).startsWith("refused: ");
        fits(api.change("/lines/spring/labels/tested/rollback", "{}"), 422, "Refusal");
        fits(api.change("/lines/spring/labels/tested/rollback", "[]"), 422, "Refusal");
        refused = fits(
                api.change(
                        "/lines/spring/evidence",
                        "{\"of\": \"\", \"job\": \"<b>\", \"result\": \"perhaps\", \"url\": \"javascript:1\"}"),
                422,
                "Refusal");
        assertThat(refused.path("problems")).hasSize(4);
        refused = fits(
                api.change("/lines/spring/evidence", "{\"of\": \"none\", \"job\": \"a\", \"result\": \"SUCCESS\"}"),
                422,
                "Refusal");
        assertThat(refused.at("/problems/0/at").asText()).isEqualTo("/of");
        assertThat(audit(0).path("outcome").asText()).contains("there is no snapshot none in spring");
        fits(api.get("/lines/spring/labels/testde"), 404, "Refusal");
        assertThat(api.get("/lines/spring/labels/testde").body()).contains("did you mean tested");
    }

    @Test
    void whatCanNotEvenBeReadIsOnRecordOnce() throws Exception {
        int before = records();
        fits(api.change("/lines/spring/labels/tested/promote", "{\"to\": ["), 400, "Refusal");
        assertThat(audit(0).path("who").asText()).isEqualTo("token:ci");
        assertThat(audit(0).path("action").asText()).isEqualTo("the API");
        assertThat(audit(0).path("target").asText()).isEqualTo("/api/v1/lines/spring/labels/tested/promote");
        assertThat(audit(0).path("outcome").asText()).startsWith("refused: the body is not JSON; ");
        fits(api.change("/lines/spring/evidence", "x".repeat(70_000)), 413, "Refusal");
        assertThat(audit(0).path("outcome").asText()).isEqualTo("refused: the body may have 65536 bytes");
        fits(api.change("/lines/sprong/evidence", "{}"), 404, "Refusal");
        assertThat(audit(0).path("outcome").asText()).isEqualTo("refused: no such line is followed");
        fits(api.change("/lines/spring/pause", "{"), 400, "Refusal");
        assertThat(records()).isEqualTo(before + 4);
        fits(api.change("/lines/spring/labels/tested/promote", "{\"tos\": 2}"), 422, "Refusal");
        fits(api.change("/lines/spring/labels/tested/promote", "{\"to\": [\"nothing\"]}"), 422, "Refusal");
        assertThat(records()).as("what others record is recorded once").isEqualTo(before + 6);
        api.post("/lines/spring/labels/tested/promote", "{");
        api.get("/lines/sprong");
        assertThat(records()).as("strangers and reads are not recorded").isEqualTo(before + 6);
    }

    private int records() throws Exception {
        return json(api.get("/audit?limit=100", "Authorization", "Bearer " + api.token))
                .path("audit")
                .size();
    }

    @Test
    void withoutATokenOfTheRoleNothingIsChanged() throws Exception {
        for (String path : List.of("labels/tested/promote", "labels/tested/rollback", "evidence")) {
            fits(api.post("/lines/spring/" + path, "{}"), 401, "Refusal");
        }
        String bearer = "Bearer " + api.token("tester", Role.REPORTER);
        for (String change : List.of("promote", "rollback")) {
            fits(api.post("/lines/spring/labels/tested/" + change, "{}", "Authorization", bearer), 403, "Refusal");
        }
        assertThat(json(api.get("/lines/spring/promotions")).path("promotions")).isEmpty();
        String good = "{\"of\": \"current\", \"job\": \"smoke\", \"result\": \"SUCCESS\"}";
        fits(api.post("/lines/spring/evidence", good, "Authorization", bearer), 202, "EvidenceKept");
        String promoter = "Bearer " + api.token("mover", Role.PROMOTER);
        fits(api.post("/lines/spring/evidence", good, "Authorization", promoter), 403, "Refusal");
        fits(
                api.post("/lines/spring/labels/tested/promote", "{\"to\": [\"current\"]}", "Authorization", promoter),
                202,
                "Promoted");
    }
}
