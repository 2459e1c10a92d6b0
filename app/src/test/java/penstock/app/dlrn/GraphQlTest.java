package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.introspection.IntrospectionQuery;
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
                .row("commits", extended())
                .commit(2, "python-b", "b", "y", "SUCCESS")
                .commit(7, "python-a", "c", "x", "FAILED")
                .row("civotes", vote(1, 1, "j", 1, 0, 100))
                .row("civotes", vote(2, 2, "j", 0, 0, 101))
                .row("civotes", vote(3, 2, "k", 0, 1, 102))
                .row("civotes_agg", Map.of("id", 1, "ref_hash", "abcd", "ci_name", "j", "ci_vote", 1, "timestamp", 5));
        dlrn = new RunningDlrn(folder, foreign.file, new RunningDlrn.How(true, true, true));
    }

    /** Of another package, older than the others. */
    private static Map<String, Object> extended() {
        return Map.of(
                "id", 0,
                "type", "rpm",
                "project_name", "python-e",
                "commit_hash", "e".repeat(40),
                "distro_hash", "d".repeat(40),
                "extended_hash", "12345678_9abcdef0",
                "dt_build", 1_700_000_000,
                "status", "SUCCESS",
                "component", "x");
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
                        + "{\"projectName\":\"python-a\",\"status\":\"SUCCESS\",\"component\":\"x\",\"flags\":0},"
                        + "{\"projectName\":\"python-e\",\"status\":\"SUCCESS\",\"component\":\"x\",\"flags\":0}]}");
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
    void aQueryMayComeInEveryFormThatDlrnTakes() throws Exception {
        String query = "{ commits(limit: 1) { projectName } }";
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        for (String[] sent : new String[][] {
            {"POST", "", "application/x-www-form-urlencoded", "query=" + encoded},
            {"POST", "", "application/graphql", query},
            {"GET", "", "application/json", "{\"query\": \"" + query + "\"}"},
            {"GET", "?query=" + encoded, "application/json", ""},
            {"POST", "?query=" + encoded, "text/plain", "nothing"},
        }) {
            HttpResponse<String> answer =
                    dlrn.send(sent[0], "/api/graphql" + sent[1], sent[3], Map.of("Content-Type", sent[2]));
            assertThat(answer.body())
                    .as(String.join(" ", sent))
                    .isEqualTo("{\"data\":{\"commits\":[{\"projectName\":\"python-a\"}]}}");
        }
    }

    @Test
    void rowsLeadToOthers() throws Exception {
        assertThat(ask("{ civote(ciName: \"k\") { id commit { commitHash distroHash dtCommit } } }"))
                .hasToString("{\"civote\":[{\"id\":\"" + idOf("k") + "\",\"commit\":{\"commitHash\":\"" + "b".repeat(40)
                        + "\",\"distroHash\":\"" + "d".repeat(40) + "\",\"dtCommit\":1700000002}}]}");
        assertThat(
                        ask(
                                "{ commits(projectName: \"python-b\") { civotes { edges { node { ciName } } pageInfo { hasNextPage } } } }"))
                .hasToString(
                        "{\"commits\":[{\"civotes\":{\"edges\":[{\"node\":{\"ciName\":\"k\"}},{\"node\":{\"ciName\":\"j\"}}],"
                                + "\"pageInfo\":{\"hasNextPage\":false}}}]}");
        assertThat(ask("{ commits(status: \"FAILED\") { civotes { edges { cursor } } } }"))
                .hasToString("{\"commits\":[{\"civotes\":{\"edges\":[]}}]}");
    }

    private String idOf(String job) throws Exception {
        return ask("{ civote(ciName: \"" + job + "\") { id } }")
                .at("/civote/0/id")
                .asText();
    }

    @Test
    void theVotesOfACommitComeInPages() throws Exception {
        JsonNode first = ask(votes("first: 1")).at("/commits/0/civotes");
        assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
        String end = first.at("/pageInfo/endCursor").asText();
        JsonNode second = ask(votes("first: 5, after: \"" + end + "\"")).at("/commits/0/civotes");
        assertThat(second.at("/edges/0/node/ciName").asText()).isEqualTo("j");
        assertThat(second.at("/pageInfo"))
                .hasToString("{\"hasNextPage\":false,\"endCursor\":\"YXJyYXljb25uZWN0aW9uOjE=\"}");
        JsonNode before = ask(votes("before: \"YXJyYXljb25uZWN0aW9uOjE=\"")).at("/commits/0/civotes/edges");
        assertThat(before).hasSize(1);
        assertThat(before.at("/0/node/ciName").asText()).isEqualTo("k");
        assertThat(ask(votes("last: 1"))
                        .at("/commits/0/civotes/edges/0/node/ciName")
                        .asText())
                .isEqualTo("j");
        assertThat(errors(votes("after: \"x\""))).contains("after is no cursor of this list");
    }

    private static String votes(String arguments) {
        return "{ commits(projectName: \"python-b\") { civotes(" + arguments
                + ") { edges { node { ciName } } pageInfo { hasNextPage endCursor } } } }";
    }

    /** What went wrong beside of what was found. */
    private String errors(String query) throws Exception {
        HttpResponse<String> answer =
                dlrn.get("/api/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return RunningDlrn.json(answer).path("errors").toString();
    }

    @Test
    void whatHasAnIdIsFoundByIt() throws Exception {
        assertThat(ask("{ node(id: \"Q29tbWl0Ojc=\") { id ... on Commit { projectName dtCommit status } } }"))
                .hasToString("{\"node\":{\"id\":\"Q29tbWl0Ojc=\",\"projectName\":\"python-a\",\"dtCommit\":1700000007,"
                        + "\"status\":\"FAILED\"}}");
        assertThat(ask("{ node(id: \"" + idOf("k")
                        + "\") { __typename ... on CIVote { ciName commit { projectName } } } }"))
                .hasToString(
                        "{\"node\":{\"__typename\":\"CIVote\",\"ciName\":\"k\",\"commit\":{\"projectName\":\"python-b\"}}}");
        String aggregate = ask("{ civoteAgg { id } }").at("/civoteAgg/0/id").asText();
        assertThat(ask("{ node(id: \"" + aggregate + "\") { ... on CIVoteAgg { refHash } } }"))
                .hasToString("{\"node\":{\"refHash\":\"abcd\"}}");
        assertThat(ask("{ node(id: \"Q29tbWl0Ojk5\") { id } }")).hasToString("{\"node\":null}");
        assertThat(errors("{ node(id: \"%%%\") { id } }")).contains("no id of a commit or vote");
    }

    @Test
    void anExtendedHashMayHaveWildcards() throws Exception {
        for (String[] pattern : new String[][] {
            {"12345678_9abcdef0", "1"},
            {"1234%", "1"},
            {"%def0", "1"},
            {"1_3%", "1"},
            {"1234", "0"},
            {"%x%", "0"},
            {"%'%", "0"},
            {"%%%%%", "0"}
        }) {
            assertThat(ask("{ commits(extendedHash: \"" + pattern[0] + "\") { extendedHash } }")
                            .path("commits"))
                    .as(pattern[0])
                    .hasSize(Integer.parseInt(pattern[1]));
        }
    }

    @Test
    void theSchemaDescribesItself() throws Exception {
        HttpResponse<String> answer = dlrn.send(
                "POST",
                "/api/graphql",
                IntrospectionQuery.INTROSPECTION_QUERY,
                Map.of("Content-Type", "application/graphql"));
        assertThat(RunningDlrn.json(answer).path("errors")).isEmpty();
        assertThat(answer.body()).contains("\"CIVoteConnection\"", "\"DateTime\"", "\"Node\"");
    }

    @Test
    void whatIsInsideOfRowsIsBoundedToo() throws Exception {
        StringBuilder lists = new StringBuilder("{");
        for (int i = 0; i < 10; i++) {
            lists.append(" l")
                    .append(i)
                    .append(
                            ": commits { civotes { edges { node { commit { civotes { edges { node { commit { civotes { edges { cursor } } } } } } } } } } }");
        }
        assertThat(errors(lists + "}")).contains("ask for fewer rows");
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
        assertThat(ask(many).path("a")).hasSize(4);
        HttpResponse<String> tooMany =
                dlrn.get("/api/graphql?query=" + URLEncoder.encode(lists + "}", StandardCharsets.UTF_8));
        assertThat(RunningDlrn.json(tooMany).path("errors")).isNotEmpty();
    }
}
