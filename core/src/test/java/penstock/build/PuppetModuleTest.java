package penstock.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B4 and G: {@code metadata.json}, good, broken and hostile. */
class PuppetModuleTest {
    private static PuppetModule.Reading read(String json) {
        return PuppetModule.read("metadata.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsNameAndVersionWhateverElseIsThere() {
        assertThat(
                        read("{\n\t\"name\": \"puppetlabs/stdlib\",\n\t\"version\": \"9.7.0\", \"source\": \"https:\\/\\/x\\\\y\", \"n\": [1, {}]}")
                                .module())
                .contains(new PuppetModule("puppetlabs-stdlib", "9.7.0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{; metadata.json:1:2: error: the YAML is not valid",
                "[]; must be a map",
                "''; lacks the key name",
                "{\"name\": \"a-b\"}; lacks the key version",
                "{\"name\": \"a-b\", \"version\": 1.10}; put it in quotes",
                "{\"name\": \"../../etc\", \"version\": \"1.0.0\"}; not a module's name",
                "{\"name\": \"a-b\", \"version\": \"1.0 %(id)\"}; not a module's version",
                "{\"name\": \"a-b\", \"version\": [\"1\"]}; must be a text, this is a list",
            })
    void aMistakeIsToldWithItsPlace(String json, String message) {
        PuppetModule.Reading reading = read(json);
        assertThat(reading.module()).isEmpty();
        assertThat(reading.message()).contains(message);
    }

    @Test
    void seededDamageIsToldNotThrown() {
        byte[] good =
                "{\n  \"name\": \"openstack-keystone\",\n  \"version\": \"27.0.0\",\n  \"dependencies\": [{\"name\": \"a/b\"}]\n}\n"
                        .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(20260717);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = good.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            PuppetModule.Reading reading = PuppetModule.read("metadata.json", bytes);
            assertThat(reading.module().isPresent() || !reading.message().isEmpty())
                    .isTrue();
            reading.module().ifPresent(m -> assertThat(m.name() + m.version()).matches("[A-Za-z0-9_.+-]+"));
        }
    }
}
