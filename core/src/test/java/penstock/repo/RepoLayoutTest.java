package penstock.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** D1: DLRN's folders; G: names that could lead out of the published tree are refused. */
class RepoLayoutTest {
    private static final String SOURCE = "93eee77657978547f5fad1cb8cd30b570da83e68";
    private static final String DISTGIT = "008678d7b0e20fbae185f2bb1bd0d9d167586211";

    @ParameterizedTest
    @CsvSource({
        "'', '', 93/ee/93eee77657978547f5fad1cb8cd30b570da83e68_008678d7",
        "tripleo, '', component/tripleo/93/ee/93eee77657978547f5fad1cb8cd30b570da83e68_008678d7",
        "'', 12345678, 93/ee/93eee77657978547f5fad1cb8cd30b570da83e68_008678d7_12345678",
        "'', 123456789a, 93/ee/93eee77657978547f5fad1cb8cd30b570da83e68_008678d7_12345678",
        "'', 93eee77657978547f5fad1cb8cd30b570da83e68_008678d7b0e20fbae185f2bb1bd0d9d167586211, "
                + "93/ee/93eee77657978547f5fad1cb8cd30b570da83e68_008678d7_93eee776_008678d7",
    })
    void shards_by_the_source_commit(String component, String extended, String expected) {
        String directory = RepoLayout.directory(component, SOURCE, DISTGIT, extended);
        assertThat(directory).isEqualTo(expected);
        assertThat(RepoLayout.isDirectory(directory)).isTrue();
    }

    @Test
    void a_label_lies_in_its_component() {
        assertThat(RepoLayout.label("", "current")).isEqualTo("current");
        assertThat(RepoLayout.label("network", "current")).isEqualTo("component/network/current");
        assertThat(RepoLayout.lineFolder("el9s", "flamingo-uc")).isEqualTo("el9s-flamingo-uc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "../x", "a/b", "a b", "a\nb", "a\u0000", "-rf", ".hidden", "é", "a\u202eb"})
    void names_that_are_no_safe_segment_are_refused(String name) {
        assertThat(RepoLayout.isName(name)).isFalse();
        assertThatThrownBy(() -> RepoLayout.label("", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RepoLayout.lineFolder("t", name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "93/ee/../x", "93/ee/" + "9" + "/x", "component/../93/ee/abc", "/etc", "93/ee/\n"})
    void only_folders_of_this_layout_are_directories(String directory) {
        assertThat(RepoLayout.isDirectory(directory)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python3-oslo-config-10.6.1-0.20261123080000.57da8d3.el9.noarch.rpm",
                "a~b-1^git1-1.el9.src.rpm",
                "libstdc++-12-1.x86_64.rpm",
                "_x-1-1.noarch.rpm"
            })
    void file_names_of_rpms(String file) {
        assertThat(RepoLayout.isRpmFile(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".rpm",
                "../a-1-1.noarch.rpm",
                "a/b-1-1.noarch.rpm",
                "a,b-1-1.noarch.rpm",
                "a b-1-1.noarch.rpm",
                "a\nb-1-1.noarch.rpm",
                "-a-1-1.noarch.rpm",
                "a-1-1.noarch",
                "a<script>-1-1.noarch.rpm",
                "a%2f-1-1.noarch.rpm"
            })
    void file_names_that_no_rpm_has_are_refused(String file) {
        assertThat(RepoLayout.isRpmFile(file)).isFalse();
    }
}
