package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What upstream calls the version of a Debian package. */
class DebianArchiveTest {
    @ParameterizedTest
    @CsvSource({
        "43.0.0-3, 43.0.0",
        "1:4.1+dfsg-2, 4.1",
        "2.3~rc1-1, 2.3~rc1",
        "1.0+ds1-1.1, 1.0",
        "7.0, 7.0",
        "1.2-3-4+deb13u1, 1.2-3",
    })
    void debianAddsToIt(String debian, String upstream) {
        assertThat(DebianArchive.upstream(debian)).isEqualTo(upstream);
    }
}
