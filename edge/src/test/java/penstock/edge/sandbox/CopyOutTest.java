package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.LeftoverCheck;

/** Results that hostile code left are read without being led anywhere (issue 2, C4 and G). */
@ExtendWith(LeftoverCheck.class)
final class CopyOutTest {
    private static final long MOST = 1 << 20;

    @TempDir
    static Path folder;

    private static BubblewrapSandbox sandbox;
    private static Path lower;

    @BeforeAll
    static void prepare() throws Exception {
        sandbox = Roots.sandbox(folder.resolve("state"));
        lower = Roots.lower(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "a link to a file of the host, ln -s /etc/hostname /out/x, /out/x",
        "a link up and out, ln -s ../../../../../../etc/hostname /out/x, /out/x",
        "a link through proc, ln -s /proc/self/environ /out/x, /out/x",
        "a folder that is a link, rm -r /out; ln -s /etc /out, /out/hostname",
        "a folder on the way that is a link, mkdir /out/a; ln -s /etc /out/a/b, /out/a/b/hostname",
        "a pipe, mkfifo /out/x, /out/x",
        "a pipe on the way, mkfifo /out/x, /out/x/y",
        "a folder, mkdir /out/x, /out/x",
        "a huge file with a hole, truncate -s 30M /out/x, /out/x",
        "a file that is too large, head -c 1048577 /dev/zero > /out/x, /out/x",
        "a socket, python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('/out/x')\", /out/x",
        "nothing, true, /out/x"
    })
    void isNotCopied(String what, String script, String path) throws Exception {
        var to = folder.resolve("copy");
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            var ended = root.run(Roots.shell("mkdir /out && " + script), (bytes, offset, length) -> {});
            assertThat(ended.ok()).as(what).isTrue();
            assertThatThrownBy(() -> root.copyOut(path, to, MOST)).as(what).isInstanceOf(OutsideFailure.class);
            assertThat(root.files("/out")).as(what).doesNotContain("hostname");
        }
        assertThat(to).doesNotExist();
    }

    @Test
    void onlyRegularFilesWithPlainNamesAreListed() throws Exception {
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            run(
                    root,
                    "mkdir -p /out/d; cd /out; ln -s d l; ln -s /etc/hostname h; mkfifo p; touch a .b 'c d' -- '-e';"
                            + " touch \"$(printf 'new\\nline')\" \"$(printf 'esc\\033[2J')\"");
            assertThat(root.files("/out")).containsExactly("-e", ".b", "a", "c d");
        }
    }

    @Test
    void filesOfAllOwnersAndModesAreRead() throws Exception {
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            run(root, "mkdir -m 700 /out; echo secret > /out/x; chmod 600 /out/x");
            root.copyOut("/out/x", folder.resolve("x"), MOST);
            assertThat(folder.resolve("x")).hasContent("secret");
            assertThat(Files.getPosixFilePermissions(folder.resolve("x")))
                    .doesNotContain(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
        }
    }

    private static void run(Sandbox.Root root, String script) throws Exception {
        assertThat(root.run(Roots.shell(script), (bytes, offset, length) -> {}).ok())
                .isTrue();
    }
}
