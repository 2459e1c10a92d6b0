package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.access.Role;
import penstock.engine.testkit.LeftoverCheck;

/** Part 2, C3, on DLRN's API: whatever its clients send, seeded, is answered with what they did wrong and never with 5xx. */
@ExtendWith(LeftoverCheck.class)
@Tag("extended")
class DlrnFuzzTest {
    private static final long SEED = 20_261_130;
    private static final int REQUESTS = 1500;
    private static final List<String> CHANGES = List.of(
            "report_result", "promote", "promote-batch", "last_tested_repo", "recheck_package", "graphql", "health");
    private static final List<String> READS = List.of(
            "repo_status",
            "promotions",
            "last_tested_repo",
            "agg_status",
            "metrics/builds",
            "civotes.html",
            "report.html",
            "graphql");
    private static final List<String> KEYS = List.of(
            "commit_hash",
            "distro_hash",
            "extended_hash",
            "aggregate_hash",
            "timestamp",
            "success",
            "job_id",
            "url",
            "notes",
            "promote_name",
            "max_age",
            "reporting_job_id",
            "package_name",
            "sequential_mode",
            "component",
            "variables",
            "limit",
            "offset");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "1e999",
            "9223372036854775807",
            "99999999999999999999",
            "-1",
            "1.5",
            "\"tested\"",
            "\"\\ud800\\u0000\"",
            "\"%2e%2e/../x'\\\"; DROP\"",
            "[[]]",
            "{\"x\":{}}",
            "\"" + "a".repeat(40) + "\"",
            "\"" + "d".repeat(40) + "\"");
    private static final List<String> QUERIES = List.of(
            "{ commits(limit: -1) { edges { node { id } } } }",
            "{ commits(limit: 99999999999, offset: -5) { edges { node { id civotes { edges { node { id } } } } } } }",
            "{ packages(name: 7) { edges { node { id } } } }",
            "{ nothing }",
            "{{{");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void noRequestIsAnsweredWithABug() throws Exception {
        try (DlrnDatabase foreign = new DlrnDatabase(folder.resolve("dlrn.sqlite"))) {
            foreign.commit(1, "python-a", "a", "x", "SUCCESS")
                    .commit(2, "python-b", "b", "y", "SUCCESS")
                    .row("users", Map.of("username", "ada", "password", "plain:ada"));
            try (RunningDlrn dlrn = new RunningDlrn(folder, foreign.file, new RunningDlrn.How(true, true, true))) {
                dlrn.user("root", Role.OPERATOR);
                for (int i = 0; i < REQUESTS; i++) {
                    String path = "/api/" + pick(random.nextInt(3) == 0 ? READS : CHANGES);
                    String body = random.nextInt(20) == 0 ? "{" : path.endsWith("batch") ? "[" + body() + "]" : body();
                    int status = READS.contains(path.substring("/api/".length()))
                            ? dlrn.send("GET", path, body, Map.of("Content-Type", "application/json"))
                                    .statusCode()
                            : dlrn.post(path, body, "root").statusCode();
                    assertThat(status)
                            .as("seed %d, request %d: %s %s", SEED, i, path, body)
                            .isBetween(200, 499);
                }
                assertThat(dlrn.send("GET", "/api/promotions", "{}", Map.of("Content-Type", "application/json"))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String body() {
        String query = "\"query\":\"" + pick(QUERIES) + "\"";
        String rest = KEYS.stream()
                .filter(_ -> random.nextInt(3) != 0)
                .map(key -> ",\"" + key + "\":" + pick(VALUES))
                .collect(Collectors.joining());
        return "{" + query + rest + "}";
    }
}
