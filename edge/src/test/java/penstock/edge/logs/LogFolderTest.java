package penstock.edge.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import penstock.build.Step;
import penstock.engine.build.BuildLogs;
import penstock.engine.testkit.BuildLogsContract;

/** Logs stored and followed live (C6), and hostile output (C4: log without end; G: control characters). */
class LogFolderTest extends BuildLogsContract {
    @Override
    protected BuildLogs open(Path folder) {
        return new LogFolder(folder.resolve("logs"), 1 << 20);
    }

    @Test
    void followsALogWhileItGrows() throws Exception {
        BuildLogs logs = open(temp);
        BuildLogs.Writing log = logs.create("b1");
        log.enter(Step.PREP);
        try (BuildLogs.Following following = logs.follow("b1").orElseThrow()) {
            assertThat(following.next(PATIENCE)).contains(List.of("==> step: prep"));
            assertThat(following.next(Duration.ZERO)).contains(List.of());
            CompletableFuture<Optional<List<String>>> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return following.next(PATIENCE);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            print(log, "half ");
            print(log, "a line\n");
            assertThat(waiting.get(20, TimeUnit.SECONDS)).contains(List.of("half a line"));
            print(log, "no end of line");
            log.close();
            assertThat(following.next(PATIENCE)).contains(List.of("no end of line"));
            assertThat(following.next(PATIENCE)).isEmpty();
        }
    }

    @Test
    void keepsControlCharactersFromTheTerminal() throws Exception {
        BuildLogs logs = open(temp);
        try (BuildLogs.Writing log = logs.create("b1")) {
            print(log, "\u001b]0;title\u0007 \u202Ereversed\ttab\r\n");
        }
        assertThat(all(logs, "b1")).containsExactly("\uFFFD]0;title\uFFFD \uFFFDreversed\ttab");
        assertThat(Files.readString(temp.resolve("logs/b1.log"))).contains("\u001b]0;title");
    }

    @Test
    void takesNoMoreThanItsLimitButPenstocksOwnLines() throws Exception {
        BuildLogs logs = new LogFolder(temp.resolve("logs"), 1000);
        try (BuildLogs.Writing log = logs.create("b1")) {
            for (int i = 0; i < 10_000; i++) {
                print(log, "spam\n");
            }
            log.enter(Step.FILES);
        }
        assertThat(Files.size(temp.resolve("logs/b1.log"))).isLessThan(1200);
        assertThat(all(logs, "b1"))
                .contains("==> 49000 more bytes were printed; the log takes 1000", "==> step: files");
    }

    @Test
    void escapesAMarkerThatComesInPieces() throws Exception {
        BuildLogs logs = open(temp);
        try (BuildLogs.Writing log = logs.create("b1")) {
            for (byte b : "==> step: check\n==x\n=\n\n==".getBytes(StandardCharsets.UTF_8)) {
                log.write(new byte[] {b}, 0, 1);
            }
            log.say("own");
        }
        assertThat(all(logs, "b1")).containsExactly(" ==> step: check", "==x", "=", "", "==", "==> own");
    }

    @Test
    void takesNoIdThatIsAPath() {
        BuildLogs logs = open(temp);
        assertThatThrownBy(() -> logs.create("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(catchFollow(logs)).isEmpty();
    }

    private static Optional<BuildLogs.Following> catchFollow(BuildLogs logs) {
        try {
            return logs.follow("../x");
        } catch (penstock.engine.port.OutsideFailure e) {
            throw new IllegalStateException(e);
        }
    }
}
