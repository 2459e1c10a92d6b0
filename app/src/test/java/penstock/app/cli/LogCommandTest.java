package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.terminal.Terminal;
import penstock.edge.logs.LogFolder;
import penstock.engine.build.BuildLogs;

/** C6: {@code penstock log PACKAGE [-f]}, on logs as they are stored. */
class LogCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private BuildLogs logs;
    private BuildLogs.Writing writing;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        logs = new LogFolder(folder, 1 << 20);
        writing = logs.create(FixedQueries.BUILT.id());
        writing.say("first");
    }

    @Test
    void followsABuildToItsEnd() throws Exception {
        var ended = new FutureTask<>(() -> run("log", "headrace", "-f"));
        Thread.ofVirtual().start(ended);
        await("==> first\n");
        assertThat(ended.isDone()).as("it goes on while the build does").isFalse();
        writing.say("second");
        await("==> first\n==> second\n");
        writing.say("last");
        writing.close();
        assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("==> first\n==> second\n==> last\n");
    }

    @Test
    void printsWhatThereIsAndEndsWhenNotFollowing() throws Exception {
        assertThat(run("log", "python-headrace")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("==> first\n");
        writing.close();
    }

    private void await(String text) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!out.toString(UTF_8).equals(text)) {
            assertThat(System.nanoTime()).as(() -> out.toString(UTF_8)).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private int run(String... args) {
        var parts = new FixedParts(List.of()) {
            @Override
            public Readings readings(Path dir) {
                return FixedParts.reading(logs);
            }
        };
        var printed = new PrintStream(out, true, UTF_8);
        return new CommandLineOf(parts, Terminal.plain(printed, printed)).run(args);
    }
}
