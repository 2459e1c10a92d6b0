package penstock.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** B4: what DLRN writes into Version and Release (the cases of its own tests). */
class UpstreamVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.0.0-d7f1b849, 1.0.0",
        "0.10.1.11.ga5f0e3c, 0.10.1.11",
        "0.0.2.dev7, 0.0.2",
        "13.0.1.dev3, 13.0.1",
        "0.0.9, 0.0.9",
        "1.0.0.0b2.dev15, 1.0.0",
        "1.0.0.0rc2.dev128, 1.0.0",
        "2015.1.dev1604.g34cf1e3, 2015.1",
        "7.0.0.0a1.dev1, 7.0.0",
        "eb6dbe2, 0.0.1",
        "2015.1.9-13-g53b605d, 2015.1.9",
        "1.8.0.pre, 1.8.0",
        "1.8.0.pre.1, 1.8.0",
    })
    void versionIsCutAsDlrnCutsIt(String upstream, String version) {
        assertThat(UpstreamVersion.of(upstream)).contains(new UpstreamVersion(version, upstream));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0 2", "%(id)", "1\n%build", "../1", "-1", "1.0/2", "$(id)", "\u0661"})
    void hostileTextIsNoVersion(String upstream) {
        assertThat(UpstreamVersion.of(upstream)).isEmpty();
        assertThat(UpstreamVersion.of("1" + ".0".repeat(60))).isEmpty();
    }

    @Test
    void releasesFollowTheThreeSchemes() {
        Instant created = Instant.parse("2015-01-02T03:44:55Z");
        assertThat(new ReleaseScheme.DateHash().release(created, "a1b2c3d")).isEqualTo("0.20150102034455.a1b2c3d");
        assertThat(new ReleaseScheme.FedoraDateHash().release(created, "a1b2c3d"))
                .isEqualTo("0.1.20150102034455.a1b2c3d");
        assertThat(new ReleaseScheme.MinorDateHash(4).release(created, "a1b2c3d"))
                .isEqualTo("4.20150102034455.a1b2c3d");
    }
}
