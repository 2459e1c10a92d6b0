package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** What every {@link ArtifactStore} does. */
public abstract class ArtifactStoreContract {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path temp;

    protected abstract ArtifactStore open(Path folder) throws OutsideFailure;

    /** Changes a kept file behind the store's back. */
    private static void damage(Path kept) throws IOException {
        Files.delete(kept);
        Files.writeString(kept, "abd");
    }

    @Test
    void what_was_added_is_found_by_its_digest() throws Exception {
        ArtifactStore store = open(temp.resolve("store"));
        assertThat(store.find(SHA256_OF_ABC)).isEmpty();
        assertThat(store.add(Files.writeString(temp.resolve("f"), "abc"))).isEqualTo(SHA256_OF_ABC);
        assertThat(store.find(SHA256_OF_ABC))
                .hasValueSatisfying(kept -> assertThat(kept).hasContent("abc"));
    }

    @Test
    void adding_the_same_again_changes_nothing() throws Exception {
        ArtifactStore store = open(temp.resolve("store"));
        store.add(Files.writeString(temp.resolve("f"), "abc"));
        assertThat(store.add(Files.writeString(temp.resolve("g"), "abc"))).isEqualTo(SHA256_OF_ABC);
        assertThat(store.findVerified(SHA256_OF_ABC)).isPresent();
    }

    @Test
    void what_was_added_is_there_after_opening_again() throws Exception {
        open(temp.resolve("store")).add(Files.writeString(temp.resolve("f"), "abc"));
        assertThat(open(temp.resolve("store")).find(SHA256_OF_ABC)).isPresent();
    }

    @Test
    void what_a_build_writes_later_into_its_file_does_not_reach_the_store() throws Exception {
        ArtifactStore store = open(temp.resolve("store"));
        Path file = Files.writeString(temp.resolve("f"), "abc");
        store.add(file);
        Files.writeString(file, "evil");
        assertThat(store.findVerified(SHA256_OF_ABC)).isPresent();
    }

    @Test
    void damage_is_found_when_asked_and_mended_by_adding_again() throws Exception {
        ArtifactStore store = open(temp.resolve("store"));
        store.add(Files.writeString(temp.resolve("f"), "abc"));
        damage(store.find(SHA256_OF_ABC).orElseThrow());
        assertThat(store.findVerified(SHA256_OF_ABC)).isEmpty();
        assertThat(store.find(SHA256_OF_ABC)).isEmpty();
        store.add(Files.writeString(temp.resolve("g"), "abc"));
        assertThat(store.findVerified(SHA256_OF_ABC)).isPresent();
    }

    @Test
    void links_folders_and_missing_files_are_refused() throws Exception {
        ArtifactStore store = open(temp.resolve("store"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), Files.writeString(temp.resolve("f"), "secret"));
        assertThatThrownBy(() -> store.add(link)).isInstanceOf(OutsideFailure.class);
        assertThatThrownBy(() -> store.add(temp)).isInstanceOf(OutsideFailure.class);
        assertThatThrownBy(() -> store.add(temp.resolve("none"))).isInstanceOf(OutsideFailure.class);
    }
}
