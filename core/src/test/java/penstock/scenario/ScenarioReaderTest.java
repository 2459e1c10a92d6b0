package penstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.problem.Problem;

/** B1: the file of a scenario. */
class ScenarioReaderTest {
    private static ScenarioReader.Reading read(String yaml) {
        return ScenarioReader.read("pond", "pond/scenario.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void all_that_can_be_said_is_read() {
        ScenarioReader.Reading reading = read("""
                description: The service answers
                packages: [millpond, 'python3dist(headrace)']
                modules: [mill/millpond]
                manifest: manifests/
                hiera: hiera.yaml
                facts:
                  role: pond
                  os: {family: "Red\\"Hat", release: {major: "9"}}
                  ports: [1, true, null]
                checks:
                - command: millpond --version
                  contains: "0.9"
                - port: 8417
                  within: 1m
                - http: http://127.0.0.1:8417/level
                  status: 404
                time: 5m
                noop: false
                """);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.scenario())
                .contains(new Scenario(
                        "pond",
                        "The service answers",
                        List.of("millpond", "python3dist(headrace)"),
                        Optional.of(List.of("mill-millpond")),
                        new Scenario.Puppet(
                                "manifests/",
                                Optional.of("hiera.yaml"),
                                "{\"role\":\"pond\",\"os\":{\"family\":\"Red\\\"Hat\",\"release\":{\"major\":\"9\"}},\"ports\":[1,true,null]}",
                                false),
                        List.of(
                                new Check.Command("millpond --version", 0, "0.9", Duration.ofSeconds(10)),
                                new Check.Port(8417, Duration.ofMinutes(1)),
                                new Check.Http("http://127.0.0.1:8417/level", 404, "", Duration.ofSeconds(10))),
                        Duration.ofMinutes(5)));
    }

    @Test
    void an_empty_file_applies_site_pp_with_all_modules() {
        Scenario scenario = read("").scenario().orElseThrow();
        assertThat(scenario.puppet()).isEqualTo(new Scenario.Puppet("site.pp", Optional.empty(), "{}", false));
        assertThat(scenario.modules()).isEmpty();
        assertThat(scenario.time()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "packages: ['-y']                           | can't be one of the packages",
                "packages: ['a b']                          | can't be one of the packages",
                "modules: [millpond]                        | can't be one of the modules",
                "manifest: ../site.pp                       | not a path below",
                "manifest: /etc/passwd                      | not a path below",
                "hiera: a/../../b                           | not a path below",
                "facts: [a]                                 | facts must be a map",
                "facts: {a: 2026-01-01}                     | a fact is a text",
                "time: 7h                                   | not a time",
                "time: 0s                                   | not a time",
                "time: soon                                 | not a time",
                "checks: [{port: 0}]                        | from 1 to 65535",
                "checks: [{port: 1, command: a}]            | one of command, port and http",
                "checks: [{}]                               | one of command, port and http",
                "checks: [{http: 'http://mill.example/'}]   | not an address of the machine itself",
                "checks: [{http: 'http://127.0.0.1@x/'}]    | not an address of the machine itself",
                "chekcs: []                                 | the key chekcs is unknown",
            })
    void a_mistake_is_told_with_its_line(String yaml, String told) {
        ScenarioReader.Reading reading = read("description: x\n" + yaml + "\n");
        assertThat(reading.scenario()).isEmpty();
        assertThat(reading.problems()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(told);
            assertThat(problem.at().line()).isEqualTo(2);
        });
    }

    @Test
    void what_only_compiles_has_no_checks() {
        assertThat(read("noop: true\n").scenario().orElseThrow().puppet().noop())
                .isTrue();
        ScenarioReader.Reading reading = read("noop: true\nchecks: [{port: 1}]\n");
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).endsWith("with noop: true nothing is deployed that checks could be made of");
            assertThat(problem.at().line()).isEqualTo(2);
        });
    }

    @Test
    void all_mistakes_are_told_at_once() {
        assertThat(read("time: soon\nmanifest: /x\nnoop: perhaps\n").problems().stream()
                        .filter(Problem::isError))
                .hasSize(3);
    }

    @Test
    void aliases_that_multiply_are_no_facts() {
        StringBuilder yaml = new StringBuilder("facts:\n  a0: &a0 [xxxxxxxxxx, xxxxxxxxxx]\n");
        for (int i = 1; i < 25; i++) {
            yaml.append("  a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(read(yaml.toString()).problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("too many values"));
    }
}
