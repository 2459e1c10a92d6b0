package penstock.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B4: versions are ordered as rpm orders them. */
class EvrTest {
    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, 0",
        "1.0, 1.00, 0",
        "1.0, 1.1, -1",
        "1.10, 1.9, 1",
        "1.0~rc1, 1.0, -1",
        "1.0~rc1, 1.0~rc2, -1",
        "1.0^git5, 1.0, 1",
        "1.0^git5, 1.0.1, -1",
        "1.0^a~b, 1.0^a, -1",
        "1:0.1, 9.9, 1",
        "1.0-2, 1.0-10, -1",
        "1.0, 1.0-1, -1",
        "1.a, 1.1, -1",
        "1.0a, 1.0, 1",
        "20260101, 3.0, 1",
        "1..0, 1.0, 0",
        "'', 1, -1",
    })
    void knownPairs(String a, String b, int order) {
        assertThat(Evr.parse(a).compareTo(Evr.parse(b))).isEqualTo(order);
        assertThat(Evr.parse(b).compareTo(Evr.parse(a))).isEqualTo(-order);
    }

    @Test
    void readsAndWritesItsParts() {
        assertThat(Evr.parse("2:1.0-3-4")).isEqualTo(new Evr("2", "1.0-3", "4"));
        assertThat(Evr.parse("2:1.0-3")).hasToString("2:1.0-3");
        assertThat(Evr.parse("0:1.0")).hasToString("1.0");
        assertThat(Evr.parse("git:1")).isEqualTo(new Evr("0", "git:1", ""));
    }

    @Test
    void ordersTenThousandSeededPairsAsRpmItselfDoes(@TempDir Path folder) throws Exception {
        Random random = new Random(20260717);
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            String one = text(random);
            pairs.add(one + " " + (random.nextInt(3) == 0 ? changed(random, one) : text(random)));
        }
        List<String> expected = rpm(folder, pairs);
        assertThat(expected.size()).as("answers of rpm").isEqualTo(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            String[] pair = pairs.get(i).split(" ", -1);
            assertThat(Evr.parse(pair[0]).compareTo(Evr.parse(pair[1])))
                    .as(pairs.get(i))
                    .isEqualTo(Integer.parseInt(expected.get(i)));
        }
    }

    private static final String[] PIECES = {
        "0",
        "1",
        "2",
        "9",
        "10",
        "00",
        "007",
        "1234567890123456789012",
        ".",
        ".",
        ".",
        "~",
        "^",
        "_",
        "+",
        "a",
        "b",
        "rc",
        "Z",
        "dev",
        "git",
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? random.nextInt(3) + ":" : "");
        text.append(PIECES[random.nextInt(8)]);
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return random.nextInt(3) == 0 ? text + "-" + random.nextInt(3) + ".el" + random.nextInt(10) : text.toString();
    }

    private static String changed(Random random, String text) {
        int at = random.nextInt(text.length());
        String changed =
                text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(at + random.nextInt(2));
        // A release that is written but empty is no release here.
        return changed.endsWith("-") ? changed + "1" : changed;
    }

    private static List<String> rpm(Path folder, List<String> pairs) throws IOException, InterruptedException {
        Path input = folder.resolve("pairs");
        Files.write(input, pairs);
        Path output = folder.resolve("orders");
        Path script = folder.resolve("script.lua");
        Files.writeString(
                script,
                "for l in io.lines('" + input
                        + "') do local a, b = l:match('^(%S+) (%S+)$'); print(rpm.vercmp(a, b) .. ';') end");
        try {
            Process process = new ProcessBuilder("rpm", "--eval", "%{lua:dofile('" + script + "')}")
                    .redirectOutput(output.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(process.waitFor()).isZero();
        } catch (IOException e) {
            Assumptions.abort("rpm is not installed: " + e.getMessage());
        }
        return List.of(Files.readString(output).strip().split(";"));
    }
}
