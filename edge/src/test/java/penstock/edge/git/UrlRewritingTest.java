package penstock.edge.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B3: URL rewriting is git's insteadOf. The expected column was compared with {@code git ls-remote --get-url}. */
class UrlRewritingTest {
    private static final UrlRewriting RULES = new UrlRewriting(Map.of(
            "https://opendev.org/", "file:///srv/mirror/",
            "https://opendev.org/openstack/", "git://mirror.example.org/",
            "gh:", "https://github.com/",
            "https://github.com/", "https://mirror.example.org/github/"));

    @ParameterizedTest
    @CsvSource({
        "https://opendev.org/x/y,             file:///srv/mirror/x/y",
        "https://opendev.org/openstack/nova,  git://mirror.example.org/nova",
        "https://opendev.org,                 https://opendev.org",
        "gh:a/b,                              https://github.com/a/b",
        "https://github.com/a/b,              https://mirror.example.org/github/a/b",
        "http://opendev.org/x,                http://opendev.org/x",
    })
    void theLongestPrefixWins(String given, String expected) {
        assertThat(RULES.apply(given)).isEqualTo(expected);
    }
}
