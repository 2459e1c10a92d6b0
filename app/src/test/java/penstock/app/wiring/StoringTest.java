package penstock.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.config.ConfigText;
import penstock.engine.owner.DataFolder;

/** B5: when a folder for what is made has a lock of its own. */
class StoringTest {
    @TempDir
    Path temp;

    private Optional<DataFolder.Ownership> locked(String dir, String storage) throws Exception {
        Path data = Files.createDirectories(temp.resolve(dir));
        String text = "distribution: {repository: /srv/rdoinfo}\nstorage: {" + storage + "}\n";
        return Storing.of(
                        ConfigText.read("penstock.yaml", text.getBytes(UTF_8))
                                .config()
                                .orElseThrow(),
                        data)
                .lock("penstock serve", InstantSource.system());
    }

    @Test
    void aFolderThatDataFoldersCouldShareIsLocked() throws Exception {
        String shared = "folder: " + temp.resolve("shared");
        try (DataFolder.Ownership _ = locked("one", shared).orElseThrow()) {
            assertThatThrownBy(() -> locked("two", shared))
                    .hasMessageContaining(temp.resolve("shared") + " belongs to another factory (penstock serve for "
                            + temp.resolve("one"));
        }
        locked("two", shared).orElseThrow().close();
    }

    @Test
    void theDataFolderItselfIsLockedAlreadyAndADatabaseKnowsItsOwner() throws Exception {
        assertThat(locked("one", "")).isEmpty();
        Files.createSymbolicLink(temp.resolve("link"), Path.of("one"));
        assertThat(locked("one", "folder: " + temp.resolve("link"))).isEmpty();
        assertThat(locked(
                        "one",
                        "folder: " + temp.resolve("shared")
                                + ", database: {url: \"postgresql://db.example.org/penstock\"}"))
                .isEmpty();
        assertThat(temp.resolve("shared")).doesNotExist();
    }
}
