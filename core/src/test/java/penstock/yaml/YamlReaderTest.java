package penstock.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** B2 and G: places, problems and bounds of the YAML reader. */
class YamlReaderTest {
    private static YamlReading read(String text) {
        return new YamlReader().read("a.yaml", text);
    }

    private static String problem(YamlReading reading) {
        assertThat(reading.root()).isEmpty();
        assertThat(reading.problems()).hasSize(1);
        return reading.problems().getFirst().toString();
    }

    @Test
    void everyKeyAndValueHasItsPlace() {
        YamlMap map = (YamlMap) read("a: 1\nb:\n  - x\n  - {c: d}\n").root().orElseThrow();
        YamlMap.Entry b = map.entry("b").orElseThrow();
        assertThat(b.key().at()).isEqualTo(new SourcePosition("a.yaml", 2, 1, "b:"));
        YamlMap inner = (YamlMap) ((YamlList) b.value()).items().get(1);
        assertThat(inner.get("c").orElseThrow().at()).isEqualTo(new SourcePosition("a.yaml", 4, 9, "- {c: d}"));
    }

    @Test
    void aKeyGivenTwiceIsAWarningAndTheLastCounts() {
        YamlReading reading = read("a: 1\nb: 2\na: 3\n");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "a.yaml:3:1: warning: the key a is given twice, the last one counts: a: 3 (the first is on line 1)");
        assertThat(((YamlMap) reading.root().orElseThrow()).get("a").map(YamlNode::described))
                .contains("the number 3");
    }

    @Test
    void mistakesAreToldWithPlaceAndHint() {
        assertThat(problem(read("a:\n\t- b"))).startsWith("a.yaml:2:1: error: ").contains("spaces, not tabs");
        assertThat(problem(read("a: [1\nb: 2"))).startsWith("a.yaml:2:2: error: the YAML is not valid");
        assertThat(problem(read("a: 1\nb: \u0001"))).startsWith("a.yaml:2:4: error: the character U+0001");
        assertThat(problem(read("a: *gone"))).contains("nothing above is anchored as &gone");
        assertThat(problem(read("a: &a [*a]"))).contains("contains itself");
        assertThat(problem(read("a: !vault x"))).contains("a.yaml:1:4").contains("!vault");
        assertThat(problem(read("a: 2001-02-30"))).contains("a.yaml:1:4").contains("FEBRUARY 30");
        assertThat(problem(new YamlReader().read("a.yaml", new byte[] {'a', ':', '\n', (byte) 0xff})))
                .startsWith("a.yaml:2: error: the text is not UTF-8");
    }

    @Test
    void tagsOfAnApplicationAreKeptWhenAllowed() {
        YamlReader reader = new YamlReader(YamlLimits.USUAL, Set.of("!encrypted/pkcs1-oaep"));
        YamlMap map = (YamlMap)
                reader.read("a.yaml", "p: !encrypted/pkcs1-oaep abc").root().orElseThrow();
        assertThat(((YamlScalar) map.get("p").orElseThrow()).value())
                .isEqualTo(new YamlScalar.Value.Tagged("!encrypted/pkcs1-oaep", "abc"));
    }

    @Test
    void limitsHold() {
        YamlReader small = new YamlReader(new YamlLimits(100, 3, 10), Set.of());
        assertThat(problem(small.read("a.yaml", "x".repeat(101)))).contains("too large");
        assertThat(problem(small.read("a.yaml", "[[[[1]]]]"))).contains("too deep");
        assertThat(problem(small.read("a.yaml", "[1,2,3,4,5,6,7,8,9,10]"))).contains("too many values");
        assertThat(problem(small.read("a.yaml", "[&a [1, 2, 3, 4], *a]"))).contains("too many values");
        assertThat(small.read("a.yaml", "[&a [1, 2], *a]").root()).isPresent();
    }

    @Test
    void fieldsTakeTextOnlyAsItIsWritten() {
        List<Problem> problems = new ArrayList<>();
        Fields fields = Fields.of(
                read("a: 5\nb: 1.10\nc: yes\nd:\ne: [x, 2024.1]\nf: {}\nunknwon: 1")
                        .root(),
                "a.yaml",
                "the thing",
                problems);
        assertThat(fields.text("a")).contains("5");
        assertThat(fields.text("b")).isEmpty();
        assertThat(fields.text("c")).isEmpty();
        assertThat(fields.has("d")).isFalse();
        assertThat(fields.texts("e")).containsExactly("x", "2024.1");
        assertThat(fields.text("f")).isEmpty();
        assertThat(fields.text("unknown")).isEmpty();
        fields.done(Problem.Severity.ERROR);
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "a.yaml:2:4: error: b of the thing must be a text, this is the number 1.1: b: 1.10 (put it in quotes: \"1.10\")",
                        "a.yaml:3:4: error: c of the thing must be a text, this is the truth value true: c: yes (put it in quotes: \"yes\")",
                        "a.yaml:6:4: error: f of the thing must be a text, this is a map: f: {}",
                        "a.yaml:7:1: error: the key unknwon is unknown in the thing: unknwon: 1 (did you mean unknown?)");
    }

    /** Random bytes and random damage: an answer within the limits, never an exception. */
    @Test
    void seededBytesAreToldNotThrown() {
        Random random = new Random(20260717);
        byte[] alphabet = "ab:-?[]{}&*!|>'\"%@`#,\\\n\t 0xu.1~<=".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int n = 0; n < bytes.length; n++) {
                bytes[n] = i % 4 == 0 ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
            }
            YamlReading reading =
                    i % 3 == 0 ? new YamlReader().readJson("a", bytes) : new YamlReader().read("a", bytes);
            assertThat(reading.root().isPresent() || reading.problems().stream().anyMatch(Problem::isError))
                    .isTrue();
        }
        assertThat(read("%YAML 99999999999.1\n---\na").root()).isEmpty();
        assertThat(read("\"\\U99999999\"").root()).isEmpty();
        assertThat(read("a: " + "9".repeat(5000)).root()).isEmpty();
        assertThat(read("a: 1" + ":1".repeat(50_000)).root()).isEmpty();
        assertThat(read("a: 1" + "z1".repeat(50_000)).root()).isPresent();
        assertThat(read("{" + "a: 1, ".repeat(20_000) + "}").problems()).hasSize(200);
        assertThat(read(" ".repeat(3_000_000) + "a").problems().getFirst().message())
                .isEqualTo("the line is too long");
        assertThat(read("? ".repeat(50_000)).root()).isEmpty();
        assertThat(Optional.of(read("- ".repeat(50_000)).root())).contains(Optional.empty());
    }
}
