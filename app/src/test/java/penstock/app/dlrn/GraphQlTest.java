package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Part 4, D1: GraphQL with DLRN's filters and paging. */
@Tag("extended")
class GraphQlTest {
    @TempDir
    private Path folder;

    private DlrnDatabase foreign;
    private RunningDlrn dlrn;

    @BeforeEach
    void start() throws Exception {
        foreign = new DlrnDatabase(folder.resolve("dlrn.sqlite"));
        foreign.commit(1, "python-a", "a", "x", "SUCCESS")
                .commit(2, "python-b", "b", "y", "SUCCESS")
                .commit(7, "python-a", "c", "x", "FAILED")
                .row("civotes", vote(1, 1, "j", 1, 0, 100))
                .row("civotes", vote(2, 2, "j", 0, 0, 101))
                .row("civotes", vote(3, 2, "k", 0, 1, 102))
                .row("civotes_agg", Map.of("id", 1, "ref_hash", "abcd", "ci_name", "j", "ci_vote", 1, "timestamp", 5));
        dlrn = new RunningDlrn(folder, foreign.file, new RunningDlrn.How(true, true, true));
    }

    private static Map<String, Object> vote(int id, int commit, String job, int success, int running, int at) {
        return Map.of(
                "id", id,
                "commit_id", commit,
                "ci_name", job,
                "ci_url", "u",
                "ci_vote", success,
                "ci_in_progress", running,
                "timestamp", at,
                "user", "ada");
    }

    @AfterEach
    void stop() throws SQLException {
        dlrn.close();
        foreign.close();
    }

    private JsonNode ask(String query) throws Exception {
        HttpResponse<String> answer =
                dlrn.get("/api/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningDlrn.json(answer).path("data");
    }

    @Test
    void commitsAreFilteredAndPaged() throws Exception {
        assertThat(ask("{ commits { projectName status component flags } }"))
                .hasToString("{\"commits\":["
                        + "{\"projectName\":\"python-a\",\"status\":\"FAILED\",\"component\":\"x\",\"flags\":0},"
                        + "{\"projectName\":\"python-b\",\"status\":\"SUCCESS\",\"component\":\"y\",\"flags\":0},"
                        + "{\"projectName\":\"python-a\",\"status\":\"SUCCESS\",\"component\":\"x\",\"flags\":0}]}");
        assertThat(
                        ask(
                                "{ commits(projectName: \"python-a\", status: \"SUCCESS\") { commitHash dtCommit dtBuild type } }"))
                .hasToString("{\"commits\":[{\"commitHash\":\"" + "a".repeat(40)
                        + "\",\"dtCommit\":1700000001,\"dtBuild\":1700001001,\"type\":\"rpm\"}]}");
        assertThat(ask("{ commits(limit: 1, offset: 1) { projectName } }"))
                .hasToString("{\"commits\":[{\"projectName\":\"python-b\"}]}");
        assertThat(ask("{ commits(component: \"x\", commitHash: \"" + "c".repeat(40) + "\") { extendedHash id } }"))
                .hasToString("{\"commits\":[{\"extendedHash\":null,\"id\":\"Q29tbWl0Ojc=\"}]}");
    }

    @Test
    void votesAreFoundByCommitJobAndOutcome() throws Exception {
        assertThat(ask("{ civote { ciName commitId ciVote ciInProgress timestamp user } }")
                        .path("civote"))
                .hasSize(3);
        assertThat(ask("{ civote(commitId: 2, ciInProgress: true) { ciName commitId ciVote } }"))
                .hasToString("{\"civote\":[{\"ciName\":\"k\",\"commitId\":2,\"ciVote\":false}]}");
        assertThat(ask("{ civote(ciName: \"j\", ciVote: false) { timestamp } }"))
                .hasToString("{\"civote\":[{\"timestamp\":101}]}");
        assertThat(ask("{ civote(commitId: 99) { timestamp } }")).hasToString("{\"civote\":[]}");
        assertThat(ask("{ civoteAgg(refHash: \"abcd\") { refHash ciName ciVote } }"))
                .hasToString("{\"civoteAgg\":[{\"refHash\":\"abcd\",\"ciName\":\"j\",\"ciVote\":true}]}");
    }

    @Test
    void aPackageHasTheStatusOfItsNewestBuild() throws Exception {
        assertThat(ask("{ packageStatus(projectName: \"python-a\") { status lastSuccess firstFailureCommit } }"))
                .hasToString("{\"packageStatus\":[{\"status\":\"FAILED\",\"lastSuccess\":\"2023-11-14T22:30:01\","
                        + "\"firstFailureCommit\":\"" + "c".repeat(40) + "\"}]}");
        assertThat(ask("{ packageStatus(projectName: \"nosuch\") { status } }"))
                .hasToString("{\"packageStatus\":[{\"status\":\"NO_BUILD\"}]}");
        assertThat(ask("{ packageStatus(projectName: \"python-a\", status: \"SUCCESS\") { status } }"))
                .hasToString("{\"packageStatus\":[]}");
    }

    @Test
    void aQueryMayComeInTheBodyWithVariables() throws Exception {
        HttpResponse<String> answer = dlrn.send(
                "POST",
                "/api-el9-master/api/graphql",
                "{\"query\": \"query q($n: Int) { commits(limit: $n) { projectName } }\", \"variables\": {\"n\": 1}}",
                Map.of("Content-Type", "application/json"));
        assertThat(answer.body()).isEqualTo("{\"data\":{\"commits\":[{\"projectName\":\"python-a\"}]}}");
    }

    @Test
    void whatIsNoQueryOrAsksForTooMuchIsRefused() throws Exception {
        String many = "{" + "a: commits { id } ".repeat(1) + "}";
        assertThat(RunningDlrn.json(dlrn.get("/api/graphql"))
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("Must provide query string.");
        StringBuilder lists = new StringBuilder("{");
        for (int i = 0; i < 11; i++) {
            lists.append(" l").append(i).append(": commits { id }");
        }
        for (String query :
                new String[] {"{", "{ nosuch { a } }", "{ commits { nosuch } }", "{ commits(limit: \"x\") { id } }"}) {
            HttpResponse<String> answer =
                    dlrn.get("/api/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(RunningDlrn.json(answer).path("errors")).isNotEmpty();
        }
        assertThat(ask(many).path("a")).hasSize(3);
        HttpResponse<String> tooMany =
                dlrn.get("/api/graphql?query=" + URLEncoder.encode(lists + "}", StandardCharsets.UTF_8));
        assertThat(RunningDlrn.json(tooMany).path("errors")).isNotEmpty();
    }
}
