package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.engine.access.FollowChange;
import penstock.engine.owner.DataFolder;

/** What {@code penstock pause} {@code resume} and {@code remove} ask for (issue 3, B6). */
class FollowCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<DataFolder.Request> asked = new ArrayList<>();
    private List<String> problems = List.of();

    private int run(String... arguments) {
        Parts parts = new FixedParts(List.of()) {
            @Override
            public List<String> administer(
                    Path dir, String purpose, DataFolder.Request request, Consumer<String> told) {
                asked.add(request);
                told.accept(purpose + ": done");
                return problems;
            }
        };
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(parts, terminal).run(arguments);
    }

    @Test
    void linesAndPackagesAreAskedForAsTheyWereSaid() {
        assertThat(run("pause", "--line", "flamingo", "nova", "glance", "--reason", "the host moves"))
                .isZero();
        assertThat(run("pause")).isZero();
        assertThat(run("resume", "--line", "flamingo")).isZero();
        assertThat(asked)
                .containsExactly(
                        new DataFolder.Request.Follow(new FollowChange.Pause(
                                Optional.of("flamingo"), List.of("nova", "glance"), "the host moves")),
                        new DataFolder.Request.Follow(new FollowChange.Pause(Optional.empty(), List.of(), "")),
                        new DataFolder.Request.Follow(new FollowChange.Resume(Optional.of("flamingo"), List.of())));
        assertThat(out.toString(UTF_8)).startsWith("penstock pause: done\n");
    }

    @Test
    void nothingIsRemovedOfALineThatWasNotSaid() {
        assertThat(run("remove", "nova")).isEqualTo(2);
        assertThat(asked).isEmpty();
        assertThat(run("remove", "--line", "flamingo", "nova")).isZero();
        assertThat(asked)
                .containsExactly(new DataFolder.Request.Follow(
                        new FollowChange.Remove(Optional.of("flamingo"), List.of("nova"))));
    }

    @Test
    void whatIsWrongIsTold() {
        problems = List.of("no package is called noav; did you mean nova?");
        assertThat(run("pause", "noav")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).isEqualTo("penstock: no package is called noav; did you mean nova?\n");
    }
}
