package penstock.require.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 4.A2: markers by PEP 508, asked for a target's Python. */
class MarkerTest {
    private static final MarkerEnvironment TARGET = MarkerEnvironment.linux("3.12.3", "x86_64");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "python_version >= '3.9' | true",
                "python_version < '3.9' | false",
                "python_version == '3.12.*' | true",
                "python_version in '3.11 3.12' | true",
                "python_version not in '3.11, 3.12' | false",
                "'3.11' < python_version | true",
                "python_full_version ~= '3.12.1' | true",
                "python_full_version === '3.12.3' | true",
                "sys.platform == 'linux' | true",
                "sys_platform != 'win32' | true",
                "os.name == 'nt' | false",
                "'linux' in sys_platform | true",
                "platform_system > 'Darwin' | true",
                "platform_release == '' | true",
                "python_implementation == 'CPython' | true",
                "implementation_version >= '3' | true",
                "extra == 'My.Test' | true",
                "'my-test' == extra | true",
                "extra != 'my_test' | false",
                // "and" binds closer than "or"
                "os_name == 'posix' or os_name == 'x' and os_name == 'y' | true",
                "(os_name == 'posix' or os_name == 'x') and os_name == 'y' | false",
                "os_name == os_name | false",
            })
    void holds(String text, boolean holds) {
        assertThat(marker(text).holds(TARGET.withExtra("my_test"))).isEqualTo(new Reading.Read<>(holds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "os_name ~= 'posix' | No answer to os_name ~= \"posix\": these are no versions",
                "os_name >= '1.0' | No answer to os_name >= \"1.0\": 'posix' is not a version",
                "'a' == 'b' | No answer to \"a\" == \"b\": neither side is a variable",
                "sys_platform == 'linux' or 'a' == 'b' | No answer to \"a\" == \"b\": neither side is a variable",
            })
    void sometimesThereIsNoAnswer(String text, String why) {
        assertThat(marker(text).holds(TARGET)).isEqualTo(new Reading.Refused<>(why, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((os.name=='a')) | os_name == \"a\"",
                "(os_name=='a' or os_name=='b') | os_name == \"a\" or os_name == \"b\"",
                "os_name=='a'and(os_name=='b'or(os_name=='c')) | os_name == \"a\" and (os_name == \"b\" or os_name == \"c\")",
                // packaging leaves out both pairs here
                "os_name=='a' and ((os_name=='b' or os_name=='c')) | os_name == \"a\" and (os_name == \"b\" or os_name == \"c\")",
                "os_name not\tin 'a' | os_name not in \"a\"",
                "python_implementation == 'x' | platform_python_implementation == \"x\"",
                // only the first is normalised
                "extra == 'A_b' or extra == 'A_b' | extra == \"a-b\" or extra == \"A_b\"",
                "os_name == 'a\\x41\\u00e9\\q' | os_name == \"aA\u00e9\\q\"",
            })
    void text(String written, String text) {
        assertThat(marker(written)).hasToString(text).isEqualTo(marker(text.replace("\\q", "\\\\q")));
    }

    @Test
    void mistakes() {
        assertThat(Marker.read("os_name == 'a' os_name"))
                .isEqualTo(new Reading.Refused<>("Expected the end, 'and' or 'or' after the marker", 16));
        assertThat(Marker.read("os_name == '\\N{DASH}'"))
                .isEqualTo(new Reading.Refused<>("This escape is not allowed in a quoted text", 15));
        assertThat(Marker.read("os_name == 'a\nb'"))
                .isEqualTo(new Reading.Refused<>("A quoted text stays on one line", 14));
    }

    private static Marker marker(String text) {
        return Marker.read(text).value().orElseThrow();
    }
}
