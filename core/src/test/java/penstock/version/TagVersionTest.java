package penstock.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.change.LoggedCommit;

/** B4: Puppet modules and plain tags, by DLRN's rules. */
class TagVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "27.0.0; b,a|27.0.0; 27.0.1",
                "27.0.0; a|27.0.0; 27.0.0",
                "27.1.0; b,a|27.0.0; 27.1.0",
                "9.7.0; b,a|v9.7.0; 9.7.1",
                "27.0.0-rc1; b,a|27.0.0-rc1; 27.0.0-rc1",
                "27.0.0; b|train-eol,a; 27.0.0",
                "27.0.0; b|private-1,a|27.0.0; 27.0.1",
                "9.7.x; b,a|9.7.x; 9.7.x",
            })
    void puppetModule(String metadata, String history, String expected) {
        assertThat(PbrVersionTest.text(TagVersion.puppet(metadata, LogOf.line(history.split(",")))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"a|1.0; 1.0", "b,a|1.0; 1.1", "b,a|r1.0.9; 1.0.10", "b,a; 0.0.1", "b,a|1.0-rc1; 1.0-rc1"})
    void plainTags(String history, String expected) {
        assertThat(PbrVersionTest.text(TagVersion.of(LogOf.line(history.split(",")))))
                .isEqualTo(expected);
    }

    @Test
    void theNearestTagIsTheOneThatLeavesFewestCommitsOutNotTheFirstInTheLog() {
        List<LoggedCommit> log = List.of(
                LogOf.commit(1, "Merge a stable branch", List.of(), List.of(3, 2)),
                LogOf.commit(2, "Release of the branch", List.of("1.0.1"), List.of(7)),
                LogOf.commit(3, "Release", List.of("2.0.0"), List.of(4)),
                LogOf.commit(4, "c", List.of(), List.of(5)),
                LogOf.commit(5, "b", List.of(), List.of(7)),
                LogOf.commit(7, "a", List.of("1.0.0"), List.of()));
        assertThat(PbrVersionTest.text(TagVersion.of(log))).isEqualTo("2.0.1");
    }

    @Test
    void aVersionThatWouldChangeASpecIsRefused() {
        assertThat(TagVersion.puppet("1.0\n%(touch /x)", LogOf.line("a"))).isInstanceOf(Reckoning.Refused.class);
    }
}
