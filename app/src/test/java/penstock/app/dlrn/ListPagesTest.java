package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.distro.Package;

/** Part 4, D1: the pages that DLRN has. */
class ListPagesTest {
    private static final String A = "a".repeat(40);

    @TempDir
    private Path folder;

    @Test
    void votesAndBuildsAreShown() throws Exception {
        try (DlrnDatabase foreign = new DlrnDatabase(folder.resolve("dlrn.sqlite"))) {
            foreign.commit(1, "python-a", "a", "x", "SUCCESS")
                    .commit(2, "python-f", "f", "x", "FAILED")
                    .row(
                            "civotes",
                            Map.of(
                                    "commit_id",
                                    1,
                                    "ci_name",
                                    "<b>job</b>",
                                    "ci_url",
                                    "javascript:alert(1)",
                                    "ci_vote",
                                    1,
                                    "timestamp",
                                    1_700_000_000))
                    .row(
                            "civotes_agg",
                            Map.of("ref_hash", "abcd1234", "ci_name", "whole", "ci_vote", 0, "timestamp", 5));
            for (int i = 0; i < 100; i++) {
                foreign.row("civotes", Map.of("commit_id", 1, "ci_name", "j" + i, "ci_vote", 0, "timestamp", i));
            }
            try (RunningDlrn dlrn = new RunningDlrn(folder, foreign.file, new RunningDlrn.How(true, true, true))) {
                assertThat(page(dlrn, "civotes.html"))
                        .contains(A + "_dddddddd", "2023-11-14 22:13:20", "civotes.html?offset=100")
                        .contains("civotes_detail.html?commit_hash=" + A);
                assertThat(page(dlrn, "civotes.html?offset=100")).doesNotContain("offset=200");
                assertThat(page(dlrn, "civotes_detail.html?ci_name=%3Cb%3Ejob%3C%2Fb%3E"))
                        .contains("&lt;b", "passed", "javascript:alert(1)")
                        .doesNotContain("href=\"javascript:", "<b>job");
                assertThat(page(
                                dlrn,
                                "civotes_detail.html?success=true&commit_hash=" + A + "&distro_hash=" + "d".repeat(40)))
                        .contains("passed")
                        .doesNotContain("failed");
                aggregatesAndBuilds(dlrn);
                assertThat(RunningDlrn.message(dlrn.get("/api/civotes_detail.html")))
                        .startsWith("400 Please specify either commit_hash+distro_hash");
                assertThat(RunningDlrn.message(dlrn.get("/api/civotes_agg_detail.html")))
                        .startsWith("400 Please specify either ref_hash");
                assertThat(RunningDlrn.message(dlrn.get("/api/civotes.html?offset=-1")))
                        .startsWith("400 Errors detected");
            }
        }
    }

    private static void aggregatesAndBuilds(RunningDlrn dlrn) throws Exception {
        assertThat(page(dlrn, "civotes_agg.html")).contains("civotes_agg_detail.html?ref_hash=abcd1234");
        assertThat(page(dlrn, "civotes_agg_detail.html?ref_hash=abcd1234")).contains("whole", "failed");
        assertThat(page(dlrn, "report.html")).contains("python-a", "SUCCESS", "python-f", "FAILED");
        assertThat(page(dlrn, "report.html?package=python-a")).doesNotContain("python-f");
    }

    private static String page(RunningDlrn dlrn, String address) throws Exception {
        HttpResponse<String> answer = dlrn.get("/api-el9-master/api/" + address);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        return answer.body();
    }

    @Test
    void theStateOfTheLineIsBesideItsRepositories() throws Exception {
        try (DlrnDatabase foreign = new DlrnDatabase(folder.resolve("dlrn.sqlite"))) {
            foreign.commit(1, "python-f", "a", "x", "SUCCESS")
                    .commit(2, "python-f", "f", "x", "FAILED")
                    .commit(3, "python-a", "a", "x", "SUCCESS")
                    .commit(4, "python-gone", "b", "x", "RETRY");
            try (RunningDlrn dlrn = new RunningDlrn(
                    folder,
                    foreign.file,
                    new RunningDlrn.How(true, false, true),
                    List.of(pkg("python-f"), pkg("python-a"), pkg("python-never")))) {
                HttpResponse<String> report = dlrn.get("/el9-master/status_report.csv");
                assertThat(report.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
                assertThat(report.body())
                        .isEqualTo("Project,Source Sha,Dist Sha,Extended Sha,Status,Timestamp,Packages\n"
                                + "python-a," + A + "," + "d".repeat(40) + ",None,SUCCESS,1700001003,None\n"
                                + "python-f," + "f".repeat(40) + "," + "d".repeat(40)
                                + ",None,FAILED,1700001002,None\n");
                for (String[] page : new String[][] {
                    {"status_report.html", "/-/lines/master/packages"},
                    {"queue.html", "/-/lines/master/packages?show=behind"},
                    {"report.html", "/api-el9-master/api/report.html"}
                }) {
                    HttpResponse<String> answer = dlrn.get("/el9-master/" + page[0]);
                    assertThat(answer.statusCode()).as(page[0]).isEqualTo(302);
                    assertThat(answer.headers().firstValue("Location")).contains(page[1]);
                }
                assertThat(dlrn.get("/el9-other/status_report.csv").statusCode())
                        .isEqualTo(404);
                assertThat(dlrn.get("/api-el9-master/metrics").body())
                        .contains("dlrn_builds_succeeded_total{baseurl=\"http://trunk.example.org/el9-master/\"} 2.0")
                        .contains("dlrn_builds_failed_total{baseurl=\"http://trunk.example.org/el9-master/\"} 1.0")
                        .contains("dlrn_builds_retry_total{baseurl=\"http://trunk.example.org/el9-master/\"} 1.0")
                        .contains("dlrn_builds_total{baseurl=\"http://trunk.example.org/el9-master/\"} 4.0");
            }
        }
    }

    private static Package pkg(String name) {
        Package.Source nowhere = new Package.Source("none", "", false);
        return new Package(name, name, "", nowhere, nowhere, List.of());
    }
}
