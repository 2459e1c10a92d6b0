package penstock.require.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 4.D: the diff is what {@code git apply} takes, and gives the very bytes of the edited spec. */
class SpecDraftTest {
    private static final int CASES = 150;

    @TempDir
    private Path folder;

    @Test
    void gitAppliesWhatItSays() throws Exception {
        Random random = new Random(20261129);
        for (int i = 0; i < CASES; i++) {
            SpecSource spec = SpecSource.read("a.spec", text(random));
            SpecDraft draft = SpecDraft.of(spec);
            for (int round = random.nextInt(1, 4); round > 0; round--) {
                draft = draft.with(edits(random, draft.spec().lines().size()));
            }
            Path file = folder.resolve("a.spec");
            Files.write(file, spec.bytes());
            if (draft.isEmpty()) {
                assertThat(draft.diff("a.spec")).isEmpty();
                continue;
            }
            Path patch = folder.resolve("a.patch");
            Files.write(patch, draft.diffBytes("a.spec"));
            git("apply", "--whitespace=nowarn", patch.toString());
            assertThat(Files.readAllBytes(file))
                    .as("case %s", i)
                    .isEqualTo(draft.spec().bytes());
        }
    }

    @Test
    void whatIsPutInEndsAsTheLineBefore() {
        SpecDraft draft = SpecDraft.of(SpecSource.read("a.spec", "a\r\nb\n"))
                .with(List.of(new LineEdit.Insert(1, "x"), new LineEdit.Insert(1, "y"), new LineEdit.Replace(2, "c")));
        assertThat(draft.spec().text()).isEqualTo("a\r\nx\r\ny\r\nc\n");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 40); i > 0; i--) {
            text.append("line ").append(random.nextInt(5)).append(random.nextInt(6) == 0 ? "\r\n" : "\n");
        }
        return random.nextBoolean() ? text.toString() : text.toString().stripTrailing();
    }

    private static List<LineEdit> edits(Random random, int lines) {
        List<LineEdit> edits = new ArrayList<>();
        for (int i = random.nextInt(0, 4); i > 0; i--) {
            edits.add(
                    random.nextBoolean()
                            ? new LineEdit.Insert(random.nextInt(lines + 1), "new " + random.nextInt(100))
                            : new LineEdit.Replace(random.nextInt(1, lines + 1), "changed " + random.nextInt(100)));
        }
        return edits;
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
    }
}
