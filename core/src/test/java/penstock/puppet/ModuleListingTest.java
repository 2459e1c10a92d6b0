package penstock.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A2: search and order. */
class ModuleListingTest {
    private static final List<ModuleRelease> ALL = List.of(
            release("mill-millpond", "{\"summary\": \"Tells the water level\"}", 1),
            release("mill-headrace", "{\"summary\": \"Reads levels\"}", 3),
            release("lake-pond", "{}", 2));

    private static ModuleRelease release(String module, String metadata, int day) {
        return new ModuleRelease(
                new ForgeArchive(module, "1.0.0"),
                new ModuleRelease.Content(1, "a".repeat(64), "b".repeat(32)),
                Instant.parse("2026-01-0" + day + "T00:00:00Z"),
                metadata);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', lake-pond mill-headrace mill-millpond",
        "'', mill, '', latest_release, mill-headrace mill-millpond",
        "'', '', MILL/millpond, '', mill-millpond",
        "'LEVEL', '', '', '', mill-headrace mill-millpond",
        "'level  reads', '', '', '', mill-headrace",
        "'pond', '', '', release_date, lake-pond mill-millpond",
        "'nothing', '', '', '', ''",
    })
    void who_asks_finds(String query, String owner, String module, String order, String found) {
        List<ModuleRelease> listed = ModuleListing.of(ALL, new ModuleListing.Wanted(query, owner, module, order));
        assertThat(String.join(
                        " ", listed.stream().map(one -> one.archive().module()).toList()))
                .isEqualTo(found);
    }
}
