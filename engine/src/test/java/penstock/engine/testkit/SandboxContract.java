package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * What every {@link Sandbox} does (issue 2, C4), the fake one included. The scripts are for {@code sh}; a fake knows them by heart.
 */
public abstract class SandboxContract {
    public static final String SAY = "echo hello; echo oops >&2; exit 3";
    public static final String WRITE =
            "mkdir -p /out/deep; printf one > /out/b; printf two > /out/a; printf x > /out/deep/c";
    public static final String SEE = "cat /out/b";

    @TempDir
    protected Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    protected abstract Sandbox sandbox() throws Exception;

    protected abstract List<Path> lower() throws Exception;

    /** What a script needs to be seen inside. */
    protected abstract List<Sandbox.Mount> mounts();

    @Test
    void outputAndExitStatusArriveAsTheyAre() throws Exception {
        try (var root = open()) {
            var ended = run(root, SAY);
            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.limit()).isEmpty();
            assertThat(ended.ok()).isFalse();
            assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("hello\noops\n");
        }
    }

    @Test
    void whatOneCommandWritesTheNextSees() throws Exception {
        try (var root = open()) {
            assertThat(run(root, WRITE).ok()).isTrue();
            assertThat(run(root, SEE).ok()).isTrue();
            assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("one");
        }
    }

    @Test
    void resultsAreListedAndCopiedOut() throws Exception {
        try (var root = open()) {
            run(root, WRITE);
            assertThat(root.files("/out")).containsExactly("a", "b");
            assertThat(root.files("/out/deep")).containsExactly("c");
            assertThat(root.files("/nowhere")).isEmpty();
            root.copyOut("/out/a", folder.resolve("copy"), 3);
            assertThat(folder.resolve("copy")).hasContent("two");
        }
    }

    @Test
    void aCopyThatCannotBeIsAFailure() throws Exception {
        try (var root = open()) {
            run(root, WRITE);
            var there = Files.writeString(folder.resolve("there"), "mine");
            fails(root, "/out/none", folder.resolve("copy"), 100);
            fails(root, "/out/a", folder.resolve("copy"), 2);
            fails(root, "/out/../out/a", folder.resolve("copy"), 100);
            fails(root, "out/a", folder.resolve("copy"), 100);
            fails(root, "/out/a", there, 100);
            assertThat(there).hasContent("mine");
            assertThat(folder.resolve("copy")).doesNotExist();
        }
    }

    @Test
    void aFolderIsMadeWithoutACommand() throws Exception {
        try (var root = open()) {
            root.folder("/out");
            root.folder("/out");
            assertThat(run(root, WRITE).ok()).isTrue();
            assertThat(root.files("/out")).containsExactly("a", "b");
            assertThatThrownBy(() -> root.folder("out")).isInstanceOf(OutsideFailure.class);
        }
    }

    private static void fails(Sandbox.Root root, String inside, Path to, long most) {
        assertThatThrownBy(() -> root.copyOut(inside, to, most)).isInstanceOf(OutsideFailure.class);
    }

    @Test
    void rootsDoNotSeeEachOther() throws Exception {
        try (var one = open();
                var other = open()) {
            run(one, WRITE);
            assertThat(other.files("/out")).isEmpty();
        }
    }

    @Test
    void aCommandWithoutAProcessLimitIsRefused() throws Exception {
        try (var root = open()) {
            var unlimited = new Sandbox.Limits(Duration.ofSeconds(20), 256 << 20, 0, 1 << 20);
            assertThatThrownBy(() -> root.run(command(SAY, unlimited), said::write))
                    .isInstanceOf(OutsideFailure.class)
                    .hasMessageContaining("without a limit on processes");
        }
    }

    @Test
    void aClosedRootIsOfNoUse() throws Exception {
        var root = open();
        root.close();
        root.close();
        assertThatThrownBy(() -> run(root, SAY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> root.files("/")).isInstanceOf(IllegalStateException.class);
    }

    private Sandbox.Root open() throws Exception {
        return sandbox().open(lower(), 16 << 20);
    }

    private Sandbox.Ended run(Sandbox.Root root, String script) throws OutsideFailure, InterruptedException {
        return root.run(
                command(script, new Sandbox.Limits(Duration.ofSeconds(20), 256 << 20, 32, 1 << 20)), said::write);
    }

    private Sandbox.Command command(String script, Sandbox.Limits limits) {
        return new Sandbox.Command(
                List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin"), "/", mounts(), limits, true, false);
    }
}
