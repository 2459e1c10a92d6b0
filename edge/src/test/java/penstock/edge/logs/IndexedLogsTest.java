package penstock.edge.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.build.BuildLogs;
import penstock.engine.query.LogExcerpts;

/** Parts of logs, wherever blocks and lines begin (issue 3, B3). */
class IndexedLogsTest {
    @TempDir
    Path folder;

    private LogFolder logs = new LogFolder(Path.of(""), 0);
    private IndexedLogs parts = new IndexedLogs(Path.of(""));

    @BeforeEach
    void make() {
        logs = new LogFolder(folder, 10_000_000);
        parts = new IndexedLogs(folder);
    }

    private static void print(BuildLogs.Writing log, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.write(bytes, 0, bytes.length);
    }

    @Test
    void everyLineIsFoundByItsNumber() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder();
        int lines = 3000;
        for (int i = 1; i <= lines; i++) {
            int length = random.nextInt(20) == 0 ? LogIndex.BLOCK + random.nextInt(3) - 1 : random.nextInt(120);
            text.append(i).append(' ').append("x".repeat(length)).append('\n');
        }
        try (BuildLogs.Writing log = logs.create("b1")) {
            print(log, text.toString());
        }
        assertThat(parts.outline("b1").orElseThrow().lines()).isEqualTo(lines);
        for (int i = 0; i < 300; i++) {
            int first = 1 + random.nextInt(lines);
            List<Verdict.LogLine> read = parts.lines("b1", first, 2);
            assertThat(read.getFirst().number()).isEqualTo(first);
            assertThat(read).allSatisfy(line -> assertThat(line.text()).startsWith(line.number() + " "));
        }
        assertThat(parts.lines("b1", lines + 1, 5)).isEmpty();
    }

    @Test
    void aGrowingLogHasStepsAndIsReadOn() throws Exception {
        try (BuildLogs.Writing log = logs.create("b2")) {
            log.enter(Step.SRPM);
            print(log, "one\n==> step: build\nlast");
            LogExcerpts.Outline outline = parts.outline("b2").orElseThrow();
            assertThat(outline.growing()).isTrue();
            assertThat(outline.lines()).isEqualTo(4);
            assertThat(outline.steps()).containsExactly(new LogExcerpts.Section(Step.SRPM, 1));
            log.enter(Step.BUILD);
            print(log, "\u001b[1mthree\r\n");
            assertThat(parts.outline("b2").orElseThrow().steps())
                    .containsExactly(new LogExcerpts.Section(Step.SRPM, 1), new LogExcerpts.Section(Step.BUILD, 5));
            try (BuildLogs.Following following = parts.follow("b2", 4).orElseThrow()) {
                assertThat(following.next(Duration.ZERO)).contains(List.of("==> step: build", "‹1B›[1mthree"));
            }
        }
        assertThat(parts.outline("b2").orElseThrow().growing()).isFalse();
        assertThat(parts.lines("b2", 2, 2))
                .extracting(Verdict.LogLine::text)
                .containsExactly("one", " ==> step: build");
    }

    @Test
    void aLogThatIsBegunAgainHasANewIndex() throws Exception {
        try (BuildLogs.Writing log = logs.create("b3")) {
            print(log, "a\nb\nc\n");
        }
        assertThat(parts.outline("b3").orElseThrow().lines()).isEqualTo(3);
        try (BuildLogs.Writing log = logs.create("b3")) {
            print(log, "d\n");
            assertThat(parts.lines("b3", 1, 9)).containsExactly(new Verdict.LogLine(1, "d"));
        }
        assertThat(parts.outline("none")).isEmpty();
        assertThat(parts.lines("../etc/passwd", 1, 1)).isEmpty();
        assertThat(parts.bytes("../etc/passwd")).isEmpty();
    }
}
