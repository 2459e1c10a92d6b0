package penstock.require.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 4.A2: versions by PEP 440. */
class PythonVersionTest {
    /** The order that PEP 440 gives as its summary, with epochs and local versions added. */
    private static final List<String> ORDER = List.of(
            "1.dev0",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0+5.a",
            "1.0+5.1",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.0.15",
            "1.1.dev1",
            "1.10",
            "2013.10",
            "1!0.1");

    @Test
    void ordersAsThePepDoes() {
        List<PythonVersion> shuffled =
                new ArrayList<>(ORDER.stream().map(PythonVersionTest::version).toList());
        Collections.shuffle(shuffled, new Random(20260901));
        assertThat(shuffled.stream().sorted().map(PythonVersion::toString)).containsExactlyElementsOf(ORDER);
    }

    /** The normalisations of PEP 440, one by one. */
    @ParameterizedTest
    @CsvSource({
        "1.1RC1, 1.1rc1",
        "00.09, 0.9",
        "1.0+UBUNTU-01, 1.0+ubuntu.1",
        "1.1.a1, 1.1a1",
        "1.1-a1, 1.1a1",
        "1.1a.1, 1.1a1",
        "1.1alpha1, 1.1a1",
        "1.1beta2, 1.1b2",
        "1.1c3, 1.1rc3",
        "1.1-preview_3, 1.1rc3",
        "1.2a, 1.2a0",
        "1.2-post2, 1.2.post2",
        "1.2post.2, 1.2.post2",
        "1.0-r4, 1.0.post4",
        "1.2.post, 1.2.post0",
        "1.0-1, 1.0.post1",
        "1.2-dev2, 1.2.dev2",
        "1.2.dev, 1.2.dev0",
        "v1.0, 1.0",
        "0!1.0, 1.0",
        "' 1.0\n', 1.0",
    })
    void normalises(String written, String text) {
        assertThat(version(written)).hasToString(text);
    }

    @Test
    void zerosAtTheEndOfAReleaseDoNotCount() {
        assertThat(version("1.0.0"))
                .isEqualTo(version("1"))
                .hasSameHashCodeAs(version("1"))
                .isNotEqualTo(version("1.0.1"));
        assertThat(version("1.0.0.post0").canonical()).isEqualTo("1.post0");
        assertThat(version("0.0")).isEqualTo(version("0"));
    }

    @Test
    void tellsItsKind() {
        assertThat(version("1.0.dev1").isPrerelease()).isTrue();
        assertThat(version("1.0rc1.post1").isPrerelease()).isTrue();
        assertThat(version("1.0.post1").isPrerelease()).isFalse();
        assertThat(version("1.0.post1").isPostrelease()).isTrue();
        assertThat(version("1!1.0rc1.post2+x").publicVersion()).hasToString("1!1.0rc1.post2");
        assertThat(version("1!1.0rc1.post2+x").baseVersion()).hasToString("1!1.0");
    }

    /** The last is a Kelvin sign, which Python's case folding, and with it {@code packaging}, takes for a k. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "1.0.",
                "1..0",
                "1.0+",
                "1.0+a+b",
                "1.0+a..b",
                "1.0-",
                "1.0x",
                "1!",
                "1.0 .1",
                "1.0.*",
                "-1",
                "1.0\u0663",
                "1.0+\u212a"
            })
    void refusesWhatThePepDoesNotKnow(String text) {
        assertThat(PythonVersion.read(text).value()).isEmpty();
    }

    @Test
    void mistakesHaveTheirColumn() {
        assertThat(PythonVersion.read(" 1.0.x"))
                .isEqualTo(new Reading.Refused<>("Not part of a version by PEP 440", 5));
        assertThat(PythonVersion.read("x"))
                .isEqualTo(new Reading.Refused<>("A version by PEP 440 begins with a number", 1));
    }

    private static PythonVersion version(String text) {
        return PythonVersion.read(text).value().orElseThrow();
    }
}
