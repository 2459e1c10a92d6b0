package penstock.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Part 4, D2: the folders that DLRN has its repositories in. */
class DlrnDirectoryTest {
    private static final String SOURCE = "93eee77657978547f5fad1cb8cd30b570da83e68";
    private static final String DISTGIT = "008678d7b0e20fbae185f2bb1bd0d9d167586211";

    @Test
    void itIsMadeOfTheHashes() {
        assertThat(DlrnDirectory.of("", SOURCE, DISTGIT, "")).contains("93/ee/" + SOURCE + "_008678d7");
        assertThat(DlrnDirectory.of("tripleo", SOURCE, DISTGIT, "1234567890_1234567890"))
                .contains("component/tripleo/93/ee/" + SOURCE + "_008678d7_12345678");
    }

    @Test
    void whatIsNoHashHasNone() {
        assertThat(DlrnDirectory.of("", "", DISTGIT, "")).isEmpty();
        assertThat(DlrnDirectory.of("", SOURCE, "", "")).isEmpty();
        assertThat(DlrnDirectory.of("", SOURCE, "../../../x", "")).isEmpty();
        assertThat(DlrnDirectory.of("", SOURCE, DISTGIT, "x")).isEmpty();
        assertThat(DlrnDirectory.of("../a", SOURCE, DISTGIT, "")).isEmpty();
        assertThat(DlrnDirectory.of("", "abc", DISTGIT, "")).isEmpty();
    }
}
