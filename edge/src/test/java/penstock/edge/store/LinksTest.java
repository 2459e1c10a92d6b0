package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    @TempDir
    Path folder;

    private Path staging;
    private Path old;
    private Path fresh;

    @BeforeEach
    void makeOne() throws Exception {
        staging = folder.resolve("staging");
        old = folder.resolve("a/label");
        fresh = folder.resolve("b/label");
        Links.replace(staging, old, Path.of("one"));
    }

    private SortedMap<Path, Path> both() {
        return new TreeMap<>(Map.of(old, Path.of("two"), fresh, Path.of("two")));
    }

    private void isAsBefore() throws IOException {
        assertThat(Files.readSymbolicLink(old)).isEqualTo(Path.of("one"));
        assertThat(Files.exists(fresh, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void all_of_them_move_before_what_follows() throws Exception {
        Path seen = Links.replaceAll(staging, both(), () -> Files.readSymbolicLink(fresh));
        assertThat(seen).isEqualTo(Path.of("two"));
        assertThat(Files.readSymbolicLink(old)).isEqualTo(Path.of("two"));
        assertThat(staging).isEmptyDirectory();
    }

    @Test
    void when_what_follows_fails_all_are_as_before() throws Exception {
        assertThatThrownBy(() -> Links.replaceAll(staging, both(), () -> {
                    assertThat(Files.readSymbolicLink(old)).isEqualTo(Path.of("two"));
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        isAsBefore();
    }

    @Test
    void when_one_can_not_move_none_has() throws Exception {
        Files.writeString(folder.resolve("b"), "no folder");
        assertThatThrownBy(() -> Links.replaceAll(staging, both(), () -> true)).isInstanceOf(IOException.class);
        isAsBefore();
    }
}
