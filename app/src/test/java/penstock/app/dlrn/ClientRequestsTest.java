package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Part 4, D1: the requests of the unmodified {@code dlrnapi} client, one for each form that its commands send, as they were seen on the wire: reads
 * have their parameters in the address and in a body, truth and times are texts, what is not set is left out.
 */
class ClientRequestsTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String D = "d".repeat(40);
    private static final String E = "12345678_9abcdef0";
    private static final String NAMED = "\"commit_hash\": \"" + A + "\", \"distro_hash\": \"" + D + "\"";
    private static final String IN_ADDRESS = "commit_hash=" + A + "&distro_hash=" + D;
    private static final String VOTE = ", \"url\": \"http://ci/1\", \"timestamp\": \"1700000000\", \"success\": ";

    @TempDir
    private Path folder;

    /**
     * @param command of the client
     * @param asked method and address
     * @param answer a part of it
     */
    private record Sent(String command, String asked, String body, int status, String answer) {}

    private static Sent read(String command, String address, String body, String answer) {
        return new Sent(command, "GET /api/" + address, body, answer.startsWith("{\"message\"") ? 400 : 200, answer);
    }

    private static Sent change(String command, String address, String body, int status, String answer) {
        return new Sent(command, "POST /api/" + address, body, status, answer);
    }

    private static final List<Sent> READS = List.of(
            read(
                    "repo-get",
                    "last_tested_repo?max_age=0&sequential_mode=False",
                    "{\"max_age\": 0, \"sequential_mode\": \"False\"}",
                    "\"job_id\":\"j\""),
            read(
                    "repo-get --max-age 24 --success true --job-id j --component x",
                    "last_tested_repo?max_age=24&success=true&job_id=j&sequential_mode=False&component=x",
                    "{\"max_age\": 24, \"success\": \"true\", \"job_id\": \"j\", \"sequential_mode\": \"False\", \"component\": \"x\"}",
                    "{\"message\":\"No vote found\"}"),
            read(
                    "repo-get --sequential-mode --previous-job-id j",
                    "last_tested_repo?max_age=0&sequential_mode=True&previous_job_id=j",
                    "{\"max_age\": 0, \"sequential_mode\": \"True\", \"previous_job_id\": \"j\"}",
                    "\"commit_hash\":\"" + A + "\""),
            read(
                    "repo-get --sequential-mode",
                    "last_tested_repo?max_age=0&sequential_mode=True",
                    "{\"max_age\": 0, \"sequential_mode\": \"True\"}",
                    "{\"message\":\"Missing parameter previous_job_id\"}"),
            read("repo-status", "repo_status?" + IN_ADDRESS, "{" + NAMED + "}", "\"success\":true"),
            read(
                    "repo-status --extended-hash --success True",
                    "repo_status?" + IN_ADDRESS + "&extended_hash=" + E + "&success=True",
                    "{" + NAMED + ", \"extended_hash\": \"" + E + "\", \"success\": \"True\"}",
                    "[]"),
            read(
                    "agg-status --success false",
                    "agg_status?aggregate_hash=abcd&success=false",
                    "{\"aggregate_hash\": \"abcd\", \"success\": \"false\"}",
                    "[{\"aggregate_hash\":\"abcd\""),
            read("promotion-get", "promotions", "{}", "\"promote_name\":\"tested\""),
            read(
                    "promotion-get with all that can be set",
                    "promotions?" + IN_ADDRESS
                            + "&aggregate_hash=abcd&promote_name=tested&offset=1&limit=2&component=x",
                    "{" + NAMED
                            + ", \"aggregate_hash\": \"abcd\", \"promote_name\": \"tested\", \"offset\": 1, \"limit\": 2, \"component\": \"x\"}",
                    "[]"),
            read(
                    "build-metrics",
                    "metrics/builds?start_date=2023-11-14&end_date=2023-11-15&package_name=python-a",
                    "{\"start_date\": \"2023-11-14\", \"end_date\": \"2023-11-15\", \"package_name\": \"python-a\"}",
                    "{\"succeeded\":2,\"failed\":0,\"total\":2}"));

    private static final List<Sent> CHANGES = List.of(
            change(
                    "repo-use",
                    "last_tested_repo",
                    "{\"max_age\": 0, \"reporting_job_id\": \"k\", \"sequential_mode\": \"False\"}",
                    201,
                    "\"in_progress\":true"),
            change(
                    "repo-use with all that can be set",
                    "last_tested_repo",
                    "{\"max_age\": 0, \"reporting_job_id\": \"k\", \"success\": \"true\", \"job_id\": \"j\","
                            + " \"sequential_mode\": \"True\", \"previous_job_id\": \"j\", \"component\": \"x\"}",
                    201,
                    "\"component\":\"x\""),
            change(
                    "report-result --notes",
                    "report_result",
                    "{\"job_id\": \"l\", " + NAMED + VOTE + "\"true\", \"notes\": \"fine\"}",
                    201,
                    "\"timestamp\":1700000000,"),
            change(
                    "report-result --agg-hash",
                    "report_result",
                    "{\"job_id\": \"l\", \"aggregate_hash\": \"abcd\"" + VOTE + "\"False\"}",
                    201,
                    "\"success\":false"),
            change(
                    "repo-promote",
                    "promote",
                    "{" + NAMED + ", \"promote_name\": \"tested\"}",
                    201,
                    "\"promote_name\":\"tested\""),
            change(
                    "repo-promote --extended-hash",
                    "promote",
                    "{" + NAMED + ", \"extended_hash\": \"" + E + "\", \"promote_name\": \"tested\"}",
                    201,
                    "\"extended_hash\":\"" + E + "\""),
            change(
                    "repo-promote-batch --hash-pairs A_D,A_D_E,B_D_None",
                    "promote-batch",
                    "[{" + NAMED + ", \"promote_name\": \"ci\"}, {" + NAMED + ", \"extended_hash\": \"" + E
                            + "\", \"promote_name\": \"ci\"}, {\"commit_hash\": \"" + B + "\", \"distro_hash\": \"" + D
                            + "\", \"promote_name\": \"ci\"}]",
                    201,
                    "\"commit_hash\":\"" + B + "\""),
            change(
                    "commit-import",
                    "remote/import",
                    "{\"repo_url\": \"ftp://127.0.0.1/x\"}",
                    400,
                    "{\"message\":\"Errors detected: 1 {'repo_url': 'URL scheme not permitted'}\"}"),
            change(
                    "package-recheck, by address",
                    "recheck_package?package_name=python-f",
                    "",
                    201,
                    "{\"result\":\"ok\"}"),
            change(
                    "package-recheck, by body",
                    "recheck_package",
                    "{\"package_name\": \"python-f\"}",
                    400,
                    "{\"message\":\"Error while rechecking python-f. There are no existing commits"));

    private RunningDlrn start(boolean components, boolean readOpen) throws Exception {
        Path file = folder.resolve("dlrn.sqlite");
        try (DlrnDatabase foreign = new DlrnDatabase(file)) {
            foreign.row("commits", extended())
                    .commit(1, "python-a", "a", "x", "SUCCESS")
                    .commit(2, "python-b", "b", "y", "SUCCESS")
                    .commit(3, "python-f", "c", "x", "FAILED")
                    .row("users", Map.of("username", "ada", "password", "plain:ada"))
                    .row("civotes", vote(Map.of("commit_id", 1, "component", "x")))
                    .row("civotes_agg", vote(Map.of("ref_hash", "abcd")))
                    .row("civotes_agg", vote(Map.of("ref_hash", "abcd", "ci_vote", 0)))
                    .row(
                            "promotions",
                            Map.of(
                                    "commit_id",
                                    1,
                                    "promotion_name",
                                    "tested",
                                    "timestamp",
                                    5,
                                    "aggregate_hash",
                                    "abcd"));
        }
        return new RunningDlrn(folder, file, new RunningDlrn.How(true, components, readOpen));
    }

    private static Map<String, Object> extended() {
        return Map.of(
                "id",
                0,
                "type",
                "rpm",
                "project_name",
                "python-a",
                "commit_hash",
                A,
                "distro_hash",
                D,
                "extended_hash",
                E,
                "dt_build",
                1_700_000_000,
                "status",
                "SUCCESS",
                "component",
                "x");
    }

    private static Map<String, Object> vote(Map<String, Object> of) {
        Map<String, Object> vote = new LinkedHashMap<>(
                Map.of("ci_name", "j", "ci_url", "u", "ci_vote", 1, "ci_in_progress", 0, "timestamp", 1000));
        vote.putAll(of);
        return vote;
    }

    private static HttpResponse<String> send(RunningDlrn dlrn, Sent sent, boolean known) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(
                "Accept",
                "application/json",
                "Content-Type",
                "application/json",
                "User-Agent",
                "dlrnapi-client/1.0.0/python"));
        if (known) {
            headers.put("Authorization", RunningDlrn.basic("ada", "ada"));
        }
        String[] asked = sent.asked().split(" ");
        return dlrn.send(asked[0], asked[1], sent.body(), headers);
    }

    private static void check(RunningDlrn dlrn, List<Sent> all, boolean known) throws Exception {
        List<String> different = new ArrayList<>();
        for (Sent sent : all) {
            HttpResponse<String> answer = send(dlrn, sent, known);
            if (answer.statusCode() != sent.status() || !answer.body().contains(sent.answer())) {
                different.add(sent.command() + ": " + answer.statusCode() + " " + answer.body());
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void allAreAnsweredWithoutComponents() throws Exception {
        try (RunningDlrn dlrn = start(false, true)) {
            check(dlrn, READS, false);
            check(dlrn, CHANGES, true);
        }
    }

    /** Those who may not read without a name ask with {@code --force-auth}. */
    @Test
    void allAreAnsweredWithComponentsToThoseWhoHaveAName() throws Exception {
        try (RunningDlrn dlrn = start(true, false)) {
            check(dlrn, READS, true);
            check(dlrn, CHANGES, true);
            for (List<Sent> all : List.of(READS, CHANGES)) {
                for (Sent sent : all) {
                    HttpResponse<String> refused = send(dlrn, sent, false);
                    assertThat(refused.statusCode()).as(sent.command()).isEqualTo(401);
                    assertThat(refused.body()).isEqualTo("Unauthorized Access");
                }
            }
        }
    }
}
