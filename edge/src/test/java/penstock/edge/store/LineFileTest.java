package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.testkit.LeftoverCheck;

/** A5: a file beside a line's snapshots. */
@ExtendWith(LeftoverCheck.class)
class LineFileTest {
    @TempDir
    Path temp;

    @Test
    void the_file_of_dependencies_is_there_while_there_is_something_to_say() throws Exception {
        LineFile file = new LineFile(temp.resolve("repos"), "el9s", "demo", "delorean-deps.repo");
        Path shown = temp.resolve("repos/el9s-demo/delorean-deps.repo");
        file.show(Optional.of("[x]\n"));
        file.show(Optional.of("[y]\n"));
        assertThat(shown).hasContent("[y]\n");
        file.show(Optional.empty());
        assertThat(Files.exists(shown, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }
}
