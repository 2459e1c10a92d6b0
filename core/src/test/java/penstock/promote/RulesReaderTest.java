package penstock.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as people write them (part 4, C2). */
class RulesReaderTest {
    private static RulesReading read(String text) {
        return RulesReader.read("promotion.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_rule_with_everything() {
        RulesReading reading = read("""
                labels:
                - label: current-passed-ci
                  lines: [flamingo]
                  from: consistent
                  candidates: all components
                  jobs:
                  - periodic
                  - any of: [scenario001, scenario002]
                  - job: tempest
                    passes: 2
                    runs: 3
                  - scenario: deploy
                  soak: 2h
                  fresh: 3d
                  alarm: 7d
                  notify: [ci@example.org]
                  waivers:
                  - job: tempest
                    author: ada@example.org
                    reason: bug 17
                    until: 2026-12-24
                """);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.rules())
                .containsExactly(new Rule(
                        "current-passed-ci",
                        List.of("flamingo"),
                        new Rule.Source("consistent", Rule.Scope.LINE),
                        List.of(
                                new Rule.Criterion(List.of(Rule.Job.once("periodic"))),
                                new Rule.Criterion(List.of(Rule.Job.once("scenario001"), Rule.Job.once("scenario002"))),
                                new Rule.Criterion(List.of(new Rule.Job("tempest", false, 2, 3))),
                                new Rule.Criterion(List.of(new Rule.Job("deploy", true, 1, 1)))),
                        new Rule.Timing(
                                Duration.ofHours(2), Optional.of(Duration.ofDays(3)), Optional.of(Duration.ofDays(7))),
                        List.of(new Rule.Waiver(
                                "tempest", "ada@example.org", "bug 17", Instant.parse("2026-12-25T00:00:00Z"))),
                        List.of("ci@example.org")));
    }

    @Test
    void all_mistakes_are_told_at_once_with_their_lines() {
        RulesReading reading = read("""
                labels:
                - label: consistent
                  jobs: [ci]
                - label: ab
                  jobs: [ci]
                - label: good
                  candidates: some
                  jobs:
                  - job: ci
                    passes: 3
                    runs: 2
                  - [list]
                  waivers:
                  - job: cj
                    author: ada
                    until: soon
                  sock: 2h
                  notify: [everybody]
                - label: empty
                - label: twice
                  jobs: [ci]
                - label: twice
                  lines: [one]
                  jobs: [ci]
                """);
        assertThat(reading.rules()).isEmpty();
        assertThat(reading.problems().stream()
                        .map(problem -> problem.at().line() + " " + problem.message())
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        2 a label's rule: not a label that can be promoted: consistent
                        4 a label's rule: not a label that can be promoted: ab
                        7 a label's rule: candidates is 'each component' or 'all components', not some
                        11 a job: 3 passes of 2 runs can't be
                        12 not the name of a job, this is a list
                        14 a waiver: the rule asks for no job cj
                        14 a waiver lacks the key reason
                        16 a waiver: not a day: soon
                        17 the key sock is unknown in a label's rule
                        18 a label's rule: not a mail address: everybody
                        19 a label's rule: nothing is asked of a candidate
                        22 a label's rule: twice has two rules for one line""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 2",
                "jobs: []; 3",
                "'jobs:'; 3",
                "soak: 0h; 2",
                "alarm: 7d; 2",
            })
    void a_rule_that_asks_for_nothing_promotes_nothing(String asked, int line) {
        RulesReading reading = read("labels:\n- label: tested\n  " + asked + "\n");
        assertThat(reading.rules()).isEmpty();
        assertThat(reading.problems())
                .extracting(problem -> problem.at().line() + " " + problem.message())
                .containsExactly(line + " a label's rule: nothing is asked of a candidate");
        assertThat(reading.problems().getFirst().hint()).isEqualTo("add jobs:, or soak: with a time");
    }

    @Test
    void a_soak_that_is_no_time_is_told_once() {
        assertThat(read("labels:\n- label: tested\n  soak: soon\n").problems())
                .extracting(problem -> problem.message())
                .containsExactly("a label's rule: not a duration: soon");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[a]; [a]; true",
                "[a, b]; [b, c]; true",
                "[a]; []; true",
                "[]; [a]; true",
                "[]; []; true",
                "[a]; [b]; false",
                "[a, a]; [b]; false",
            })
    void two_rules_of_a_label_for_one_line_are_refused_in_either_order(String one, String other, boolean refused) {
        RulesReading reading = read("labels:\n- label: tested\n  lines: " + one + "\n  jobs: [ci]\n"
                + "- label: other\n  jobs: [ci]\n"
                + "- label: tested\n  lines: " + other + "\n  jobs: [ci]\n");
        assertThat(reading.problems())
                .extracting(problem -> problem.at().line() + " " + problem.message())
                .isEqualTo(refused ? List.of("7 a label's rule: tested has two rules for one line") : List.of());
        assertThat(reading.isUsable()).isEqualTo(!refused);
    }

    @Test
    void an_empty_file_says_what_is_missing() {
        assertThat(read("").problems()).extracting(problem -> problem.message()).containsExactly("no label has a rule");
    }
}
