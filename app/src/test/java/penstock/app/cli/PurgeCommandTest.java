package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Terminal;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.engine.owner.DataFolder;

/** A6: what {@code penstock purge} asks for. */
class PurgeCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<DataFolder.Request.Purge> asked = new ArrayList<>();

    /** @param text of {@code penstock.yaml} */
    private Parts parts(String text) {
        return new FixedParts(List.of()) {
            @Override
            public FactoryConfig config(Path dir) {
                return ConfigText.read("penstock.yaml", text.getBytes(UTF_8), "/srv/rdoinfo")
                        .config()
                        .orElseThrow();
            }

            @Override
            public List<String> purge(Path dir, DataFolder.Request.Purge request, Consumer<String> told) {
                asked.add(request);
                told.accept("1 snapshots went");
                return request.keep().contains("nothing") ? List.of("nothing was removed") : List.of();
            }
        };
    }

    private int run(Parts parts, String... arguments) {
        Terminal terminal = Terminal.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new CommandLineOf(parts, terminal).run(arguments);
    }

    @Test
    void withoutAnAgeNothingIsAskedFor() {
        assertThat(run(parts(""), "purge")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("older than what?", "penstock purge --older-than 30d");
        assertThat(run(parts(""), "purge", "--older-than", "-1d")).isEqualTo(3);
        assertThat(asked).isEmpty();
    }

    @Test
    void theConfigurationSaysHowOldAndWhatToKeepUnlessTheCommandDoes() {
        Parts parts = parts("purge: {older_than: 30d, keep: tested}");
        assertThat(run(parts, "purge", "--dry-run")).isZero();
        assertThat(run(parts, "purge", "--older-than", "7d", "--keep", "consistent"))
                .isZero();
        assertThat(asked)
                .containsExactly(
                        new DataFolder.Request.Purge(Duration.ofDays(30), List.of("tested"), true),
                        new DataFolder.Request.Purge(Duration.ofDays(7), List.of("consistent", "tested"), false));
        assertThat(out.toString(UTF_8)).isEqualTo("1 snapshots went\n1 snapshots went\n");
    }

    @Test
    void whatWasNotDoneIsAFailure() {
        assertThat(run(parts(""), "purge", "--older-than", "7d", "--keep", "nothing"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("penstock: nothing was removed");
    }
}
