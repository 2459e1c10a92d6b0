package penstock.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A1: a module's metadata against the modules at hand. */
class ModuleNeedsTest {
    @ParameterizedTest
    @CsvSource({
        "'>= 9.0.0 < 10.0.0', 9.4.1, true",
        "'>= 9.0.0 < 10.0.0', 10.0.0, false",
        "'>= 9.0.0 < 10.0.0', 8.6.0, false",
        "'>= 9.0.0 < 10.0.0', 9.0.0-rc1, false",
        "'9.x', 9.1.0, true",
        "'> 1.0.0', 1.0.0, false",
        "'<= 1.0.0', 1.0.0, true",
        "'>= 1.0.0 < 2.0.0 || >= 3.0.0 < 4.0.0', 2.5.0, true",
    })
    void the_version_at_hand_is_taken_or_not(String range, String version, boolean taken) {
        String metadata = "{\"name\": \"mill-pond\", \"version\": \"1.0.0\", \"dependencies\": ["
                + "{\"name\": \"puppetlabs/stdlib\", \"version_requirement\": \"" + range + "\"}]}";
        assertThat(ModuleNeeds.unmet(metadata, Map.of("puppetlabs-stdlib", version))
                        .isEmpty())
                .isEqualTo(taken);
    }

    @Test
    void what_is_missing_is_named_and_puppet_itself_is_no_module() {
        String metadata = """
                {"name": "mill-pond", "version": "1.0.0",
                 "dependencies": [{"name": "openstack/Keystone", "version_requirement": ">= 20.0.0"}],
                 "requirements": [{"name": "puppet", "version_requirement": ">= 7.0.0"}]}
                """;
        assertThat(ModuleNeeds.unmet(metadata, Map.of("mill-pond", "1.0.0")))
                .containsExactly("openstack-keystone >=20.0.0 is needed, and no module of this name is at hand");
    }
}
