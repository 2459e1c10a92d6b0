package penstock.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A1: what archives of modules are called. */
class ForgeArchiveTest {
    @Test
    void a_files_name_says_author_module_and_version() {
        ForgeArchive archive =
                ForgeArchive.ofFile("mill-mill_pond-1.2.0-rc1.tar.gz").orElseThrow();
        assertThat(archive).isEqualTo(new ForgeArchive("mill-mill_pond", "1.2.0-rc1"));
        assertThat(archive.author()).isEqualTo("mill");
        assertThat(archive.name()).isEqualTo("mill_pond");
        assertThat(archive.file()).isEqualTo("mill-mill_pond-1.2.0-rc1.tar.gz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mill-millpond-1.2.tar.gz",
                "mill-millpond-1.2.0.zip",
                "mill/millpond-1.2.0.tar.gz",
                "../mill-millpond-1.2.0.tar.gz",
                "mill-Millpond-1.2.0.tar.gz",
                "millpond-1.2.0.tar.gz",
                "mill-millpond-1.2.0-a/b.tar.gz",
                "mill-millpond-1.2.0\n.tar.gz",
                ".tar.gz"
            })
    void what_is_no_archives_name_is_refused(String file) {
        assertThat(ForgeArchive.ofFile(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"version\": \"1.0.0\"}; {\"version\": \"1.0.1\"}",
                "{\"a\": {\"version\": \"1.0.0\"}, \"version\" : \"2.0\"}; {\"a\": {\"version\": \"1.0.0\"}, \"version\" : \"1.0.1\"}",
                "{\"a\": \"version\", \"b\": [\"version\"], \"version\":\"\"}; {\"a\": \"version\", \"b\": [\"version\"], \"version\":\"1.0.1\"}",
                "{\"q\": \"\\\"}\", \"version\": \"1\"}; {\"q\": \"\\\"}\", \"version\": \"1.0.1\"}",
            })
    void only_the_modules_own_version_is_replaced(String json, String replaced) {
        assertThat(MetadataVersion.replaced(json, "1.0.1")).contains(replaced);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"version\": 1}", "{\"a\": {\"version\": \"1\"}}", "{\"version", "\"", "{\"version\":"})
    void metadata_without_a_version_stays_without_one(String json) {
        assertThat(MetadataVersion.replaced(json, "1.0.1")).isEmpty();
    }
}
