package penstock.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Part 4, D1 and F: what another instance says of its build. */
class RemoteCommitTest {
    private static final String GOOD = """
            commits:
            - artifacts: repos/aa/aa/x/python3-a-1-1.noarch.rpm,repos/aa/aa/x/python-a-1-1.src.rpm
              commit_hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
              distro_hash: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
              dt_commit: '1700000001.0'
              dt_distro: '1700000000'
              project_name: python-a
              status: SUCCESS
            """;

    private static RemoteCommit.Reading read(String yaml) {
        return RemoteCommit.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itsCommitsAndFilesAreRead() {
        assertThat(read(GOOD)).isInstanceOfSatisfying(RemoteCommit.Reading.Commits.class, commits -> {
            RemoteCommit one = commits.commits().getFirst();
            assertThat(one.name()).isEqualTo("python-a");
            assertThat(one.source().id()).isEqualTo("a".repeat(40));
            assertThat(one.source().committed()).isEqualTo(Instant.ofEpochSecond(1_700_000_001));
            assertThat(one.rpms()).isEqualTo(List.of("python3-a-1-1.noarch.rpm", "python-a-1-1.src.rpm"));
        });
    }

    @Test
    void whatCouldDoHarmIsUnusable() {
        for (String yaml : List.of(
                "",
                "[]",
                "commits: []",
                "commits: [1]",
                "commits: {a: b}",
                GOOD.replace("SUCCESS", "FAILED"),
                GOOD.replace("aaaaaaaaaa", "../../../x"),
                GOOD.replace("python-a-1-1.src.rpm", "python-a-1-1.noarch.rpm"),
                GOOD.replace("python3-a-1-1.noarch.rpm", "..%2Fx.rpm"),
                GOOD.replace("python3-a-1-1.noarch.rpm", "x.sh"),
                GOOD.replace("1700000000", "soon"),
                GOOD.replace("project_name: python-a", "project_name: ../a"),
                "commits: &a [*a]",
                "commits:\n" + "- {}\n".repeat(20))) {
            assertThat(read(yaml)).as(yaml).isInstanceOf(RemoteCommit.Reading.Unusable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://127.0.0.1/x, URL scheme not permitted",
        "file:///etc/passwd, URL scheme not permitted",
        "nothing, invalid or missing URL scheme",
        "http:///x, URL host invalid",
        "http://me:secret@h/x, URL host invalid",
        "http://h/x?y=1, URL with a query or fragment",
        "http://h/a b, invalid URL"
    })
    void anAddressIsCheckedFirst(String text, String mistake) {
        Parameters given = new Parameters(Map.of("repo_url", text));
        assertThat(RemoteAddress.read(given, "repo_url")).isEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(given::check)
                .hasMessage("Errors detected: 1 {'repo_url': '" + mistake + "'}");
    }

    @Test
    void filesLieBelowTheAddress() throws Exception {
        Parameters given = new Parameters(Map.of("repo_url", "http://h:1/a/b/"));
        RemoteAddress address = RemoteAddress.read(given, "repo_url").orElseThrow();
        given.check();
        assertThat(address.file("a^1.rpm")).isEqualTo(URI.create("http://h:1/a/b/a%5E1.rpm"));
    }
}
