package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Step;
import penstock.engine.build.BuildLog;
import penstock.engine.build.BuildLogs;
import penstock.engine.port.OutsideFailure;

/** What every {@link BuildLogs} does. */
public abstract class BuildLogsContract {
    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    protected Path temp;

    protected abstract BuildLogs open(Path folder) throws OutsideFailure;

    @Test
    void whatWasWrittenIsRead() throws Exception {
        BuildLogs logs = open(temp);
        try (BuildLogs.Writing log = logs.create("b1")) {
            log.enter(Step.PREP);
            print(log, "+ cd lib\n");
            log.say("done");
        }
        assertThat(all(logs, "b1")).containsExactly("==> step: prep", "+ cd lib", "==> done");
    }

    @Test
    void nothingThatAToolPrintsPassesForPenstocksOwn() throws Exception {
        BuildLogs logs = open(temp);
        try (BuildLogs.Writing log = logs.create("b1")) {
            print(log, "==> step: check\n");
        }
        assertThat(all(logs, "b1")).containsExactly(" ==> step: check");
    }

    @Test
    void anUnknownLogIsNone() throws Exception {
        assertThat(open(temp).follow("b1")).isEmpty();
    }

    @Test
    void aSecondLogUnderTheSameIdReplacesTheFirst() throws Exception {
        BuildLogs logs = open(temp);
        for (String text : List.of("one", "two")) {
            try (BuildLogs.Writing log = logs.create("b1")) {
                log.say(text);
            }
        }
        assertThat(all(logs, "b1")).containsExactly("==> two");
    }

    @Test
    void theFinishedFileCanBeTakenAway() throws Exception {
        BuildLogs logs = open(temp);
        try (BuildLogs.Writing log = logs.create("b1")) {
            log.say("one");
            assertThat(Files.readString(log.file())).isEqualTo("==> one\n");
            assertThat(Files.readString(log.finish())).isEqualTo("==> one\n");
        }
    }

    protected static void print(BuildLog log, String text) throws OutsideFailure {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, 0, bytes.length);
    }

    protected static List<String> all(BuildLogs logs, String id) throws Exception {
        List<String> lines = new ArrayList<>();
        try (BuildLogs.Following following = logs.follow(id).orElseThrow()) {
            for (Optional<List<String>> next = following.next(PATIENCE); next.isPresent(); ) {
                lines.addAll(next.get());
                next = following.next(PATIENCE);
            }
        }
        return lines;
    }
}
