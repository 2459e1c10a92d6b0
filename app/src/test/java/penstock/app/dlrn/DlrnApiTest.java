package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlTakeOver;
import penstock.edge.sql.SqlTokens;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.Role;
import penstock.engine.access.TokenOffice;
import penstock.engine.access.TokenText;
import penstock.engine.dlrn.TakeOver;
import penstock.engine.testkit.PlainPasswords;

/** Part 4, D and F: DLRN's API with components, for strangers, and for those who send what is no request. */
class DlrnApiTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String D = "d".repeat(40);
    private static final String NAMED_A = "\"commit_hash\": \"" + A + "\", \"distro_hash\": \"" + D + "\"";
    private static final String PROMOTE_A = "{" + NAMED_A + ", \"promote_name\": \"tested\"}";
    private static final String VOTE_A =
            "{" + NAMED_A + ", \"timestamp\": 5, \"success\": true, \"job_id\": \"j\", \"url\": \"http://ci\"}";

    @TempDir
    private Path folder;

    private DlrnDatabase foreign;

    @BeforeEach
    void foreignDatabase() throws Exception {
        foreign = new DlrnDatabase(folder.resolve("dlrn.sqlite"));
        foreign.commit(1, "python-a", "a", "x", "SUCCESS")
                .commit(2, "python-b", "b", "y", "SUCCESS")
                .commit(3, "python-c", "c", "x", "SUCCESS")
                .commit(4, "python-f", "e", "x", "FAILED")
                .row("users", Map.of("username", "ada", "password", "plain:ada"));
    }

    @AfterEach
    void close() throws Exception {
        foreign.close();
    }

    private RunningDlrn start(boolean components, boolean readOpen) throws Exception {
        return new RunningDlrn(folder, foreign.file, new RunningDlrn.How(true, components, readOpen));
    }

    private static String batch(String... sources) {
        StringBuilder list = new StringBuilder();
        for (String source : sources) {
            list.append(list.isEmpty() ? "[" : ", ")
                    .append("{\"commit_hash\": \"" + source + "\", \"distro_hash\": \"" + D
                            + "\", \"promote_name\": \"ci\"}");
        }
        return list + "]";
    }

    @Test
    void withComponentsALabelIsOneOfEachAndTheirAggregateCanBeVotedOn() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            JsonNode one = RunningDlrn.json(dlrn.post("/api/promote", PROMOTE_A, "ada"));
            assertThat(one.path("component").asText()).isEqualTo("x");
            assertThat(one.path("aggregate_hash").asText()).hasSize(32);
            assertThat(one.path("repo_url").asText())
                    .isEqualTo(RunningDlrn.PUBLISHED + "/component/x/aa/aa/" + A + "_dddddddd");
            assertThat(Files.readSymbolicLink(dlrn.tree.resolve("component/x/tested")))
                    .hasToString("aa/aa/" + A + "_dddddddd");

            HttpResponse<String> both = dlrn.post("/api/promote-batch", batch(A, B), "ada");
            String aggregate = RunningDlrn.json(both).path("aggregate_hash").asText();
            assertThat(both.statusCode()).isEqualTo(201);
            assertThat(RunningDlrn.json(both).path("commit_hash").asText()).isEqualTo(B);
            JsonNode ledger = RunningDlrn.json(dlrn.get("/api/promotions?promote_name=ci"));
            assertThat(ledger).hasSize(2);
            assertThat(ledger.get(0).path("aggregate_hash").asText()).isEqualTo(aggregate);
            assertThat(ledger.get(1).path("aggregate_hash").isNull()).isTrue();
            assertThat(RunningDlrn.json(dlrn.get("/api/promotions?aggregate_hash=" + aggregate)))
                    .hasSize(1);
            assertThat(RunningDlrn.json(dlrn.get("/api/promotions?component=y")))
                    .hasSize(1);
            assertThat(RunningDlrn.json(dlrn.get("/api/promotions?limit=0"))).isEmpty();

            String vote = "{\"aggregate_hash\": \"" + aggregate
                    + "\", \"timestamp\": \"7\", \"success\": \"False\", \"job_id\": \"j\", \"url\": \"u\"}";
            assertThat(dlrn.post("/api/report_result", vote, "ada").statusCode())
                    .isEqualTo(201);
            JsonNode votes = RunningDlrn.json(dlrn.get("/api/agg_status?aggregate_hash=" + aggregate));
            assertThat(votes).hasSize(1);
            assertThat(votes.get(0).path("success").asBoolean()).isFalse();
            assertThat(votes.get(0).path("timestamp").asLong()).isEqualTo(7);
            assertThat(RunningDlrn.json(dlrn.get("/api/components"))).hasToString("{\"components\":[\"x\",\"y\"]}");
        }
    }

    @Test
    void whatTheLineDoesNotBuildAnyMoreIsNotRechecked() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            // As if the failure had been built here.
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("penstock.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM dlrn_commit");
            }
            assertThat(RunningDlrn.message(
                            dlrn.post("/api/recheck_package", "{\"package_name\": \"python-f\"}", "ada")))
                    .isEqualTo("400 Error while rechecking python-f. The line master does not build this package any"
                            + " more.");
        }
    }

    /** A vote of tomorrow would outweigh all that end until then. */
    @Test
    void aVoteIsNotOfTheFuture() throws Exception {
        try (RunningDlrn dlrn = start(false, true)) {
            long now = Instant.now().getEpochSecond();
            for (String later : List.of(Long.toString(now + 600), "253402300799", "99999999999999999")) {
                assertThat(RunningDlrn.message(dlrn.post("/api/report_result", voteAt(later), "ada")))
                        .isEqualTo(
                                "400 Errors detected: 1 {'timestamp': 'ensure this value is at most 5 minutes after the"
                                        + " present time'}");
            }
            assertThat(RunningDlrn.message(dlrn.post("/api/report_result", voteAt("-99999999999999999"), "ada")))
                    .isEqualTo("400 Errors detected: 1 {'timestamp': 'value is not a time'}");
            assertThat(dlrn.post("/api/report_result", voteAt(Long.toString(now + 60)), "ada")
                            .statusCode())
                    .as("a clock that is a little ahead")
                    .isEqualTo(201);
        }
    }

    private static String voteAt(String seconds) {
        return VOTE_A.replace("\"timestamp\": 5", "\"timestamp\": \"" + seconds + "\"");
    }

    @Test
    void eachLineHasItsOwnRoot() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            assertThat(dlrn.get("/api-el9-master/api/health").body()).isEqualTo("{\"result\":\"ok\"}");
            assertThat(dlrn.get("/api/health").body()).isEqualTo("{\"result\":\"ok\"}");
            assertThat(dlrn.post("/api/health", "", "ada").statusCode()).isEqualTo(200);
            assertThat(RunningDlrn.message(dlrn.get("/api-el9-other/api/health")))
                    .isEqualTo("404 There is no such builder");
            assertThat(RunningDlrn.message(dlrn.get("/api-el9-..%2Fx/api/health")))
                    .startsWith("4");
        }
    }

    @Test
    void theBodyOfAReadWinsOverItsAddress() throws Exception {
        try (RunningDlrn dlrn = start(false, true)) {
            Map<String, String> json = Map.of("Content-Type", "application/json");
            String path = "/api/repo_status?commit_hash=nosuch&distro_hash=" + D;
            assertThat(dlrn.send("GET", path, "{\"commit_hash\": \"" + A + "\"}", json)
                            .body())
                    .isEqualTo("[]");
            assertThat(RunningDlrn.message(dlrn.send("GET", path, "", json))).startsWith("400 ");
            assertThat(RunningDlrn.message(dlrn.get(path)))
                    .isEqualTo("400 commit_hash+distro_hash+extended_hash combination not found");
            assertThat(RunningDlrn.message(dlrn.get("/api/repo_status?success=perhaps")))
                    .isEqualTo(
                            "400 Errors detected: 3 {'commit_hash': 'field required', 'distro_hash': 'field required',"
                                    + " 'success': 'value could not be parsed to a boolean'}");
        }
    }

    @Test
    void anotherJobsVoteIsOfTheComponentThatWasAskedFor() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            assertThat(dlrn.post("/api/report_result", VOTE_A, "ada").statusCode())
                    .isEqualTo(201);
            String found = "/api/last_tested_repo?max_age=0&job_id=other&component=";
            assertThat(RunningDlrn.json(dlrn.get(found + "x")).path("job_id").asText())
                    .isEqualTo("j");
            assertThat(RunningDlrn.message(dlrn.get(found + "y"))).isEqualTo("400 No vote found");
            assertThat(RunningDlrn.message(dlrn.get("/api/last_tested_repo?max_age=0&success=false")))
                    .isEqualTo("400 No vote found");
            assertThat(RunningDlrn.message(dlrn.get("/api/last_tested_repo?max_age=-1")))
                    .isEqualTo("400 Max age parameter must be greater than or equal to 0");
        }
    }

    @Test
    void ofABatchAllMoveOrNone() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            HttpResponse<String> refused = dlrn.post("/api/promote-batch", batch(A, "f".repeat(40)), "ada");
            assertThat(RunningDlrn.message(refused))
                    .isEqualTo("400 commit_hash+distro_hash+extended_hash combination not found for " + "f".repeat(40)
                            + "_" + D + "_None");
            assertThat(Files.exists(dlrn.tree.resolve("component/x/ci"))).isFalse();
            assertThat(RunningDlrn.json(dlrn.get("/api/promotions"))).isEmpty();
        }
    }

    @Test
    void whenABatchFailsHalfWayTheAnswerSaysWhatCanNotBeTakenBack() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            String other = PROMOTE_A.replace(A, "c".repeat(40));
            assertThat(dlrn.post("/api/promote", other, "ada").statusCode()).isEqualTo(201);
            Files.move(dlrn.tree.resolve("component/y/bb"), folder.resolve("lost"));
            String lost = PROMOTE_A.replace(A, B).replace("tested", "other");
            String first = PROMOTE_A.replace("tested", "first");
            HttpResponse<String> failed =
                    dlrn.post("/api/promote-batch", "[" + PROMOTE_A + ", " + first + ", " + lost + "]", "ada");
            assertThat(RunningDlrn.message(failed))
                    .startsWith("500 other stays where it is: ")
                    .contains("What was promoted before that stays: first of ", " was nowhere before")
                    .doesNotContain("tested");
            assertThat(dlrn.tree.resolve("component/x/tested").toRealPath().toString())
                    .as("where it was before the batch")
                    .contains("cc/cc/");
            assertThat(dlrn.tree.resolve("component/x/first").toRealPath().toString())
                    .contains("aa/aa/");
        }
    }

    @Test
    void whatIsNoRequestIsRefusedInWordsAndChangesNothing() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            for (String body : List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "7",
                    "{\"a\": 1, \"a\": 2}",
                    "[[[[",
                    "{\"commit_hash\": {}, \"distro_hash\": [], \"promote_name\": 1}",
                    PROMOTE_A.replace("tested", "../escape"),
                    PROMOTE_A.replace("tested", "a/b"),
                    PROMOTE_A.replace("tested", ""),
                    PROMOTE_A.replace("tested", "component"),
                    PROMOTE_A.replace("tested", "aa"),
                    PROMOTE_A.replace("tested", "current"),
                    PROMOTE_A.replace(A, "' OR 1=1 --"),
                    PROMOTE_A.replace(A, "../" + A))) {
                for (String path :
                        List.of("/api/promote", "/api/promote-batch", "/api/report_result", "/api/last_tested_repo")) {
                    HttpResponse<String> answer = dlrn.post(path, body, "ada");
                    assertThat(answer.statusCode()).as(path + " " + body).isBetween(400, 499);
                    assertThat(RunningDlrn.json(answer).path("message").asText())
                            .isNotEmpty();
                }
            }
            String long1 = "{\"x\": \"" + "y".repeat(Request.BODY) + "\"}";
            assertThat(dlrn.post("/api/promote", long1, "ada").statusCode()).isEqualTo(413);
            assertThat(RunningDlrn.json(dlrn.get("/api/promotions"))).isEmpty();
            assertThat(RunningDlrn.json(dlrn.get("/api/repo_status?commit_hash=" + A + "&distro_hash=" + D)))
                    .isEmpty();
            List<AuditTrail.Entry> recorded =
                    new SqlAuditTrail(dlrn.database, InstantSource.system()).newest(Optional.empty(), 100);
            assertThat(recorded).hasSize(65).allMatch(one -> one.outcome().startsWith("refused: "));
            assertThat(recorded.getFirst().actor().who()).isEqualTo("user:ada");
        }
    }

    @Test
    void whatIsRefusedIsOnRecordOnce() throws Exception {
        try (RunningDlrn dlrn = start(false, true)) {
            Path snapshot = dlrn.tree.resolve("component/x/aa/aa/" + A + "_dddddddd");
            Files.move(snapshot, snapshot.resolveSibling("gone"));
            HttpResponse<String> promoted = dlrn.post("/api/promote", PROMOTE_A, "ada");
            assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(500);
            assertThat(dlrn.post("/api/promote", PROMOTE_A.replace(A, "f".repeat(40)), "ada")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(dlrn.post("/api/remote/import", "{\"repo_url\": \"http://127.0.0.1:1/x\"}", "ada")
                            .statusCode())
                    .isEqualTo(500);
            assertThat(dlrn.post("/api/remote/import", "{\"repo_url\": \"http://10.0.0.1/x\"}", "ada")
                            .statusCode())
                    .isEqualTo(403);
            List<AuditTrail.Entry> recorded =
                    new SqlAuditTrail(dlrn.database, InstantSource.system()).newest(Optional.empty(), 100);
            assertThat(recorded)
                    .extracting(AuditTrail.Entry::action)
                    .containsExactly("DLRN's API", "import", "DLRN's API", "promote");
        }
    }

    @Test
    void whoMayWhatIsSaidByRoles() throws Exception {
        try (RunningDlrn dlrn = start(false, true)) {
            dlrn.user("reports", Role.REPORTER);
            dlrn.user("promotes", Role.PROMOTER);
            assertThat(RunningDlrn.message(dlrn.post("/api/promote", PROMOTE_A, "reports")))
                    .isEqualTo("403 reports has not the role for this: promoter");
            assertThat(dlrn.post("/api/report_result", VOTE_A, "promotes").statusCode())
                    .isEqualTo(403);
            assertThat(dlrn.post("/api/recheck_package", "{\"package_name\": \"python-f\"}", "promotes")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(dlrn.post("/api/report_result", VOTE_A, "reports").statusCode())
                    .isEqualTo(201);
            assertThat(dlrn.post("/api/promote", PROMOTE_A, "promotes").statusCode())
                    .isEqualTo(201);

            TokenText token = TokenText.make(new SecureRandom());
            TokenOffice office = new TokenOffice(
                    new SqlTokens(dlrn.database),
                    new SqlAuditTrail(dlrn.database, InstantSource.system()),
                    InstantSource.system());
            office.add(
                    Actor.user("root"),
                    "ci",
                    token.id(),
                    token.digest(),
                    Optional.<Instant>empty(),
                    Set.of(Role.REPORTER));
            Map<String, String> bearer =
                    Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token.text());
            HttpResponse<String> voted = dlrn.send("POST", "/api/report_result", VOTE_A, bearer);
            assertThat(RunningDlrn.json(voted).path("user").asText()).isEqualTo("ci");
            assertThat(dlrn.send("POST", "/api/promote", PROMOTE_A, bearer).statusCode())
                    .isEqualTo(403);
            office.revoke(Actor.user("root"), "ci");
            assertThat(dlrn.send("POST", "/api/report_result", VOTE_A, bearer).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void authenticationComesBeforeTheTypeAndTheTypeBeforeTheBody() throws Exception {
        try (RunningDlrn dlrn = start(false, true)) {
            HttpResponse<String> stranger =
                    dlrn.send("POST", "/api/promote", "{", Map.of("Content-Type", "text/plain"));
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.body()).isEqualTo("Unauthorized Access");
            assertThat(stranger.headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"Authentication Required\"");
            for (String type : List.of("text/plain", "application/json; charset=utf-8")) {
                HttpResponse<String> answer = dlrn.send(
                        "POST",
                        "/api/promote",
                        "{",
                        Map.of("Content-Type", type, "Authorization", RunningDlrn.basic("ada", "ada")));
                assertThat(RunningDlrn.message(answer)).isEqualTo("415 Unsupported Media Type, use JSON");
            }
            for (String wrong : List.of("Basic", "Basic !!!", "Basic " + "x".repeat(500), "Bearer x", "Digest x")) {
                assertThat(dlrn.send("POST", "/api/promote", PROMOTE_A, Map.of("Authorization", wrong))
                                .statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void readsMayBeKeptForThoseWhoHaveASecret() throws Exception {
        try (RunningDlrn dlrn = start(false, false)) {
            assertThat(dlrn.get("/api/promotions").statusCode()).isEqualTo(401);
            assertThat(dlrn.send("GET", "/api/promotions", "", Map.of("Authorization", RunningDlrn.basic("ada", "ada")))
                            .body())
                    .isEqualTo("[]");
        }
    }

    @Test
    void aFailureThatWasTakenOverIsRecheckedOnce() throws Exception {
        try (RunningDlrn dlrn = start(true, true)) {
            String body = "{\"package_name\": \"python-f\"}";
            assertThat(dlrn.post("/api/recheck_package", body, "ada").body()).isEqualTo("{\"result\":\"ok\"}");
            assertThat(dlrn.post("/api/recheck_package", body, "ada").statusCode())
                    .isEqualTo(400);
            assertThat(dlrn.post("/api/recheck_package", "{\"package_name\": \"python-a\"}", "ada")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(RunningDlrn.message(dlrn.post("/api/recheck_package", "{}", "ada")))
                    .isEqualTo("400 Errors detected: 1 {'package_name': 'field required'}");
            String day = "/api/metrics/builds?start_date=2023-11-14&end_date=2023-11-15";
            assertThat(dlrn.get(day).body()).isEqualTo("{\"succeeded\":3,\"failed\":0,\"total\":3}");
            assertThat(RunningDlrn.message(dlrn.get(day.replace("11-15", "02-30"))))
                    .isEqualTo("400 Invalid date format, it must be YYYY-mm-dd");
        }
    }

    @Test
    void whatCanNotBeTakenOverIsLeftOutAndTold() throws Exception {
        foreign.commit(9, "python-z", "z", "", "SUCCESS")
                .row("civotes", Map.of("id", 1, "commit_id", 9, "ci_name", "j", "timestamp", 5))
                .row("users", Map.of("username", "old", "password", "md5:1234"));
        try (RunningDlrn dlrn = start(true, true)) {
            assertThat(dlrn.taken).isInstanceOfSatisfying(TakeOver.Outcome.Taken.class, taken -> {
                assertThat(List.of(taken.commits(), taken.votes(), taken.users()))
                        .containsExactly(4, 0, 1);
                assertThat(taken.leftOut())
                        .containsExactly(
                                "commit 9: no package, commits of git and status of a build",
                                "vote 1: its commit is not there",
                                "user old: no name of a user, or a password that is not kept as sha512_crypt");
            });
            TakeOver again = new SqlTakeOver(dlrn.database, new PlainPasswords(), InstantSource.system());
            assertThat(again.take(foreign.file, new TakeOver.Plan(RunningDlrn.LINE, true, Map.of(), List.of())))
                    .isEqualTo(new TakeOver.Outcome.InUse());
        }
    }
}
