package penstock.dlrn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Part 4, D1: parameters as DLRN's clients send them. */
class ParametersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "1", "yes", "ON", "t", "y"})
    void truthMayBeAText(String text) throws Exception {
        Parameters given = new Parameters(Map.of("success", text));
        assertThat(given.truth("success")).contains(true);
        given.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "maybe", "tru"})
    void anyOtherTextIsNoTruth(String text) {
        Parameters given = new Parameters(Map.of("success", text));
        assertThat(given.truth("success")).isEmpty();
        assertThatThrownBy(given::check)
                .isInstanceOf(Refused.class)
                .hasMessage("Errors detected: 1 {'success': 'value could not be parsed to a boolean'}");
    }

    @Test
    void numbersMayBeTexts() throws Exception {
        Map<String, Object> values = Map.of("a", "15", "b", 15, "c", BigInteger.valueOf(15), "d", 15.7, "e", true);
        Parameters given = new Parameters(values);
        assertThat(List.of("a", "b", "c", "d", "e")).map(given::requiredNumber).containsExactly(15L, 15L, 15L, 15L, 1L);
        given.check();
    }

    @Test
    void allThatIsWrongIsToldAtOnceInTheOrderRead() {
        Parameters given = new Parameters(Map.of(
                "timestamp", "soon", "success", List.of(), "job_id", 7, "offset", -1, "huge", BigInteger.TEN.pow(40)));
        given.requiredNumber("timestamp");
        given.requiredTruth("success");
        given.requiredText("job_id");
        given.requiredText("url");
        given.count("offset");
        given.number("huge");
        assertThatThrownBy(given::check)
                .hasMessage("Errors detected: 6 {'timestamp': 'value is not a valid integer',"
                        + " 'success': 'value could not be parsed to a boolean', 'job_id': 'str type expected',"
                        + " 'url': 'field required', 'offset': 'ensure this value is greater than or equal to 0',"
                        + " 'huge': 'value is not a valid integer'}");
    }

    @Test
    void aTextIsBounded() {
        Parameters given = new Parameters(Map.of("a", "x".repeat(5000), "b", "a\0b"));
        assertThat(given.text("a")).isEmpty();
        assertThat(given.text("b")).isEmpty();
        assertThatThrownBy(given::check).isInstanceOf(Refused.class);
    }

    @Test
    void whatIsTestedIsAskedForByAgeJobAndComponent() throws Exception {
        assertThat(tested(Map.of("max_age", 0, "sequential_mode", "False")))
                .isEqualTo(new TestedQuery(Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty(), true));
        assertThat(tested(Map.of("max_age", "2", "job_id", "a", "success", "1", "component", "c")))
                .isEqualTo(new TestedQuery(
                        Instant.parse("2026-03-01T10:00:00Z"),
                        Optional.of(true),
                        Optional.of("a"),
                        Optional.of("c"),
                        true));
        assertThat(tested(Map.of("max_age", 0, "job_id", "a", "sequential_mode", true, "previous_job_id", "b")))
                .isEqualTo(new TestedQuery(Instant.EPOCH, Optional.empty(), Optional.of("b"), Optional.empty(), false));
        assertThat(tested(Map.of("max_age", 99_999_999_999L)).since()).isEqualTo(Instant.EPOCH);
    }

    private static TestedQuery tested(Map<String, Object> values) throws Refused {
        Parameters given = new Parameters(values);
        TestedQuery query = TestedQuery.of(given, NOW);
        given.check();
        return query;
    }

    @Test
    void aRuleThatIsBrokenIsToldBeforeFieldsAre() {
        assertThatThrownBy(() -> tested(Map.of("sequential_mode", "True")))
                .hasMessage("Missing parameter previous_job_id");
        assertThatThrownBy(() -> tested(Map.of("max_age", -1)))
                .hasMessage("Max age parameter must be greater than or equal to 0");
        assertThatThrownBy(() -> tested(Map.of())).hasMessage("Errors detected: 1 {'max_age': 'field required'}");
    }

    @Test
    void aCommitIsNamedByBothHashes() throws Exception {
        Refused incomplete = Refused.badly("both");
        assertThat(CommitName.read(new Parameters(Map.of()), incomplete)).isEmpty();
        assertThat(CommitName.read(
                        new Parameters(Map.of("commit_hash", "a", "distro_hash", "b", "extended_hash", "")),
                        incomplete))
                .contains(new CommitName("a", "b", Optional.empty()));
        assertThatThrownBy(() -> CommitName.read(new Parameters(Map.of("commit_hash", "a")), incomplete))
                .isSameAs(incomplete);
        assertThat(new CommitName("a", "b", Optional.empty()).notFoundOfSeveral())
                .hasMessage("commit_hash+distro_hash+extended_hash combination not found for a_b_None");
        assertThat(new CommitName("a", "b", Optional.of("c")).purgedOfSeveral().status())
                .isEqualTo(410);
    }
}
