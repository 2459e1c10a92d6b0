package penstock.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Part 4, D1: only from hosts that the operator names. */
class ImportSourcesTest {
    private static final ImportSources SOURCES =
            new ImportSources(List.of("Trunk.example.org", "builder.example.org:8080", "[::1]:80"));

    @ParameterizedTest
    @CsvSource({
        "https://trunk.example.org/el9/aa/bb, true",
        "http://TRUNK.example.org:1234/x, true",
        "http://builder.example.org:8080/x, true",
        "http://builder.example.org/x, false",
        "http://[::1]/x, true",
        "https://[::1]/x, false",
        "http://trunk.example.org.evil.net/x, false",
        "http://evil.net/trunk.example.org, false",
        "http://xtrunk.example.org/x, false",
        "http://127.0.0.1/x, false",
        "http://169.254.169.254/latest/meta-data, false",
    })
    void aHostIsNamedWhole(String address, boolean allowed) {
        assertThat(SOURCES.allow(new RemoteAddress(URI.create(address)))).isEqualTo(allowed);
    }

    @Test
    void withoutAnyNothingIsTaken() {
        RemoteAddress address = new RemoteAddress(URI.create("https://trunk.example.org/x"));
        assertThat(new ImportSources(List.of()).allow(address)).isFalse();
        assertThat(ImportSources.refusal(address)).startsWith("Builds of trunk.example.org are not taken here");
    }

    @ParameterizedTest
    @CsvSource({
        "trunk.example.org, true",
        "builder:8080, true",
        "10.0.0.1, true",
        "[fe80::1]:443, true",
        "http://trunk.example.org, false",
        "trunk.example.org/x, false",
        "user@trunk, false",
        "'a b', false",
        "'*', false",
        ".org, false",
    })
    void aHostIsWhatStandsInAnAddress(String text, boolean host) {
        assertThat(ImportSources.isHost(text)).isEqualTo(host);
    }
}
