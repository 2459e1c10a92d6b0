package penstock.require.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 4.A2: clauses by PEP 440, alone and together. */
class SpecifierSetTest {
    /** What PEP 440 says of each operator, in its examples. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "~=2.2 | 2.2 | true",
                "~=2.2 | 2.9 | true",
                "~=2.2 | 3.0 | false",
                "~=2.2 | 2.1 | false",
                "~=1.4.5 | 1.4.9 | true",
                "~=1.4.5 | 1.5 | false",
                "~=2.2.post3 | 2.3 | true",
                "~=2.2.post3 | 2.2.post2 | false",
                "~=1.4.5a4 | 1.4.6 | true",
                "==1.1 | 1.1.0 | true",
                "==1.1 | 1.1.post1 | false",
                "==1.1.* | 1.1.post1 | true",
                "==1.1.* | 1.1a1 | false",
                "==1.1 | 1.1+local | true",
                "==1.1+local | 1.1 | false",
                "!=1.1 | 1.1.post1 | true",
                "!=1.1.* | 1.1.post1 | false",
                ">=1.0,<2 | 1.0+x | true",
                "<=1.0 | 1.0+x | true",
                ">1.7 | 1.7.1 | true",
                ">1.7 | 1.7.0.post1 | false",
                ">1.7.post2 | 1.7.post3 | true",
                ">1.7 | 1.7+x | false",
                "<1.0 | 1.0rc1 | false",
                "<1.0 | 0.9rc1 | false",
                "<=1.0rc1 | 1.0b1 | true",
                "===1.0 | 1.0 | true",
                "===1.0 | 1.0.0 | false",
                ">=1.0,!=1.3.4.*,<2.0 | 1.3.4.1 | false",
                ">=1.0,!=1.3.4.*,<2.0 | 1.3.5 | true",
                ">=1.0 | 1.1a1 | false",
                ">=1.0,!=1.1b1 | 1.1a1 | false",
                ">=1.0,<=2.0b1 | 1.1a1 | true",
            })
    void contains(String set, String version, boolean contained) {
        assertThat(set(set).contains(version(version))).isEqualTo(contained);
    }

    @Test
    void whoAsksForPrereleasesGetsThem() {
        assertThat(set(">=1.0").contains(version("1.1a1"), true)).isTrue();
        assertThat(set("<1.0").contains(version("1.0a1"), true)).isFalse();
        assertThat(set(">=1.0a1").contains(version("1.1a1"), false)).isFalse();
        assertThat(set("===any").contains(version("1.0a1"))).isFalse();
        assertThat(SpecifierSet.ANY.contains(version("1.1a1"))).isFalse();
        assertThat(SpecifierSet.ANY.contains(version("1.1"))).isTrue();
    }

    /** Oddities of {@code packaging} 23.0 that are kept. */
    @Test
    void isAsOddAsPackagingOfDebian() {
        assertThat(set("==0.*").contains(version("1!2.0"))).isTrue();
        assertThat(set("~=1.0.c1").contains(version("1.1"))).isFalse();
        assertThat(set("~=1.0.rc1").contains(version("1.1"))).isTrue();
    }

    @Test
    void orderRepetitionAndSpellingDoNotCount() {
        assertThat(set(">=1.0, <2,, <2.0"))
                .isEqualTo(set("<2,>=1"))
                .hasSameHashCodeAs(set("<2,>=1"))
                .hasToString("<2,>=1.0");
        assertThat(set("~=1.0")).isNotEqualTo(set("~=1.0.0"));
        assertThat(set("==1.*")).isNotEqualTo(set("==1.0.*"));
        assertThat(set("")).isEqualTo(SpecifierSet.ANY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 | 1",
                "=1.0 | 1",
                ">=1.0.* | 6",
                ">=1.0+local | 6",
                "~=1 | 1",
                ">=1,<2 3 | 8",
                ">=1,  =>2 | 7",
                "==1.0.*.dev1 | 8",
                "> | 1",
            })
    void mistakesHaveTheirColumn(String text, int column) {
        assertThat(SpecifierSet.read(text))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.column()).isEqualTo(column));
    }

    private static SpecifierSet set(String text) {
        return SpecifierSet.read(text).value().orElseThrow();
    }

    private static PythonVersion version(String text) {
        return PythonVersion.read(text).value().orElseThrow();
    }
}
