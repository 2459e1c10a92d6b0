package penstock.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Build keys (C5, DESIGN section 4). */
class BuildKeyTest {
    private static final BuildKey.Inputs BASE = inputs("t", "1.0", files("PKG-INFO", "a"), "0..1234567");

    @Test
    void everyInputCounts() {
        Set<String> digests = new HashSet<>();
        List<BuildKey.Inputs> all = new ArrayList<>();
        all.add(BASE);
        all.add(inputs("u", "1.0", files("PKG-INFO", "a"), "0..1234567"));
        all.add(inputs("t", "1.1", files("PKG-INFO", "a"), "0..1234567"));
        all.add(inputs("t", "1.0", files("PKG-INFO", "b"), "0..1234567"));
        all.add(inputs("t", "1.0", files("PKG_INFO", "a"), "0..1234567"));
        all.add(inputs("t", "1.0", files("PKG-INFO", "a"), "0..7654321"));
        all.add(new BuildKey.Inputs(
                "t", "1.0", files("PKG-INFO", "a"), "0..1234567", packaging("e"), "target", BuildOptions.PLAIN));
        all.add(new BuildKey.Inputs(
                "t", "1.0", files("PKG-INFO", "a"), "0..1234567", packaging("d"), "other", BuildOptions.PLAIN));
        all.add(new BuildKey.Inputs(
                "t",
                "1.0",
                files("PKG-INFO", "a"),
                "0..1234567",
                packaging("d"),
                "target",
                new BuildOptions(true, false)));
        all.add(new BuildKey.Inputs(
                "t",
                "1.0",
                files("PKG-INFO", "a"),
                "0..1234567",
                packaging("d"),
                "target",
                new BuildOptions(false, true)));
        all.add(new BuildKey.Inputs(
                "t",
                "1.0",
                files("PKG-INFO", "a"),
                "0..1234567",
                new BuildKey.Packaging("d", Optional.of("Name: x")),
                "target",
                BuildOptions.PLAIN));
        all.add(new BuildKey.Inputs(
                "t",
                "1.0",
                files("PKG-INFO", "a"),
                "0..1234567",
                new BuildKey.Packaging("d", Optional.of("Name: y")),
                "target",
                BuildOptions.PLAIN));
        all.forEach(in -> digests.add(BuildKey.inputs(in)));
        assertThat(digests).hasSize(all.size()).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    /** Keys are stored: what was built before a spec could be another's must be found again. */
    @Test
    void theKeyOfAPlainBuildStays() {
        assertThat(BuildKey.inputs(BASE)).isEqualTo("cca3348b3f11543749a1514491dc54637658a44061be047f0c74be4e360d80e7");
    }

    @Test
    void partsCantRunIntoOneAnother() {
        assertThat(BuildKey.inputs(inputs("ab", "c", files(), "r")))
                .isNotEqualTo(BuildKey.inputs(inputs("a", "bc", files(), "r")));
    }

    @Test
    void orderOfFilesAndRpmsDoesNotCount() {
        SequencedMap<String, byte[]> one = files("a", "1", "b", "2");
        SequencedMap<String, byte[]> two = files("b", "2", "a", "1");
        assertThat(BuildKey.inputs(inputs("t", "1", one, "r"))).isEqualTo(BuildKey.inputs(inputs("t", "1", two, "r")));
        assertThat(BuildKey.key("i", List.of("x", "y", "x"))).isEqualTo(BuildKey.key("i", List.of("y", "x")));
        assertThat(BuildKey.key("i", List.of("x"))).isNotEqualTo(BuildKey.key("i", List.of("y")));
    }

    @Test
    void aSecondKeyOfOnePairGetsAnExtendedHash() {
        assertThat(BuildKey.extendedHash("a".repeat(64), "a".repeat(64))).isEmpty();
        assertThat(BuildKey.extendedHash("a".repeat(64), "0123456789".repeat(6) + "0123"))
                .isEqualTo("01234567");
    }

    private static BuildKey.Inputs inputs(
            String tree, String version, SequencedMap<String, byte[]> generated, String release) {
        return new BuildKey.Inputs(tree, version, generated, release, packaging("d"), "target", BuildOptions.PLAIN);
    }

    private static BuildKey.Packaging packaging(String tree) {
        return new BuildKey.Packaging(tree);
    }

    private static SequencedMap<String, byte[]> files(String... pathAndContent) {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < pathAndContent.length; i += 2) {
            files.put(pathAndContent[i], pathAndContent[i + 1].getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return files;
    }
}
