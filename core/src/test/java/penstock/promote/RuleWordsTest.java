package penstock.promote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules in words. */
class RuleWordsTest {
    private static List<String> words(String rule) {
        return RuleWords.of(RulesReader.read("promotion.yaml", ("labels: [" + rule + "]").getBytes(UTF_8))
                .rules()
                .getFirst());
    }

    @Test
    void each_thing_that_is_asked_for_is_said() {
        assertThat(words("{label: tested, jobs: [a, {any of: [b, {scenario: deploy}]}, {job: c, passes: 1, runs: 3}],"
                        + " soak: 90m, fresh: 3d, alarm: 36h}"))
                .containsExactly(
                        "it goes to what consistent came to, each component by itself",
                        "a must have passed",
                        "b or the scenario deploy must have passed",
                        "c (1 of its last 3 runs) must have passed",
                        "it must have been there for 90 min",
                        "results count for 3 d",
                        "people are told when it has not moved for 36 h");
    }

    @Test
    void all_components_may_be_one_candidate() {
        assertThat(words("{label: all, from: tested, candidates: all components, soak: 10s}"))
                .containsExactly(
                        "it goes to what tested came to, all components together", "it must have been there for 10 s");
    }
}
