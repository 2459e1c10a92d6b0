package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.LeftoverCheck;

/** A command whose place was started ahead has what any other has, and no more (issue 2, C4 and F2). */
@ExtendWith(LeftoverCheck.class)
final class ExpectedCommandsTest {
    /** Rights, limits, ids, namespaces' contents, environment, arguments and input of a command, as it sees them. */
    private static final String ALL = """
            grep -E 'Cap|NoNewPrivs|Seccomp|Uid|Gid|Groups' /proc/self/status
            cat /proc/self/uid_map /proc/self/limits
            cut -d' ' -f5- /proc/self/mountinfo | grep -v /run/penstock | sed 's/upperdir.*//'
            ls -l /proc/self/fd | sed 's/.*->//; s/[0-9][0-9]*/N/'
            ls -A /tmp /var/tmp
            cut -d: -f1 /proc/net/dev
            id; pwd; hostname; env | sort; wc -c
            printf '<%s>' "$@"
            """;

    private static final String FIRST_PROCESS = "tr '\\0' ' ' < /proc/1/cmdline";

    @TempDir
    Path folder;

    private BubblewrapSandbox sandbox;
    private List<Path> lower;

    @BeforeEach
    void prepare() throws Exception {
        sandbox = Roots.sandbox(folder.resolve("state"));
        lower = List.of(Roots.lower(folder));
        assumeTrue(sandbox.isRoot(), "nothing is started ahead: only root can mount in another's namespace");
        assumeTrue(sandbox.countsLimits(), "nothing is started ahead: no control groups here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameAsOthers(boolean rootInside) throws Exception {
        var command =
                command(rootInside, List.of("sh", "-c", ALL, "sh", "it's", "", "two\nlines", "$HOME `id` \\n", "a=b"));
        try (var root = sandbox.open(lower, Roots.DISK)) {
            root.expect(1, command(rootInside, List.of("true")));
            var ahead = said(root, command);
            assertThat(said(root, command)).isEqualTo(ahead).contains("<it's><><two\nlines><$HOME `id` \\n><a=b>");
        }
    }

    /** So the other tests here test what they say. */
    @Test
    void onlyAsManyAsWereExpected() throws Exception {
        try (var root = sandbox.open(lower, Roots.DISK)) {
            root.expect(2, Roots.shell("true"));
            var ahead = "-- /bin/sh";
            assertThat(said(root, Roots.shell(FIRST_PROCESS)).strip()).endsWith(ahead);
            assertThat(said(root, Roots.shell(FIRST_PROCESS)).strip()).endsWith(ahead);
            assertThat(said(root, Roots.shell(FIRST_PROCESS)).strip()).doesNotEndWith(ahead);
        }
    }

    @Test
    void mountsThatComeWithTheCommandAreItsOwnAndReadOnly() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "from the host\n");
        var tree = Files.createDirectory(folder.resolve("tree"));
        Files.createDirectory(tree.resolve("deep"));
        try (var root = sandbox.open(lower, Roots.DISK)) {
            root.expect(2, Roots.shell("true"));
            var command = Roots.shell(
                    "cat /run/penstock/in/file; ls /run/penstock/tree; echo x > /run/penstock/in/file;"
                            + " touch /run/penstock/tree/x /run/penstock/x; umount /run/penstock/tree",
                    new Sandbox.Mount(file, "/run/penstock/in/file"),
                    new Sandbox.Mount(tree, "/run/penstock/tree"));
            assertThat(said(root, command)).startsWith("from the host\ndeep\n").contains("Read-only file system");
            assertThat(said(root, Roots.shell("ls /run/penstock"))).isEmpty();
        }
        assertThat(file).hasContent("from the host\n");
        assertThat(tree.resolve("x")).doesNotExist();
    }

    /** What the first does to the root as its root cannot lead the second's mounts elsewhere. */
    @Test
    void aCommandBeforeCannotMoveThePlace() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "from the host\n");
        try (var root = sandbox.open(lower, Roots.DISK)) {
            root.expect(2, Roots.shell("true"));
            said(root, Roots.shell("umount /run; mv /run /gone; ln -s /etc /run; mv /tmp /gone; mv /var /gone"));
            var command = Roots.shell("cat /run/penstock/file", new Sandbox.Mount(file, "/run/penstock/file"));
            assertThat(said(root, command)).isEqualTo("from the host\n");
            assertThat(said(root, Roots.shell("ls /etc"))).isEqualTo("passwd\n");
        }
    }

    @Test
    void limitsComeWithTheCommand() throws Exception {
        try (var root = sandbox.open(lower, Roots.DISK)) {
            root.expect(1, Roots.shell("true"));
            var few = new Sandbox.Limits(Duration.ofSeconds(30), 64L << 20, 5, 1 << 20);
            var like = Roots.shell("i=0; while [ $i -lt 20 ]; do sleep 5 & i=$((i+1)); done; true");
            var ended = root.run(
                    new Sandbox.Command(like.argv(), like.environment(), "/", like.mounts(), few, true, false),
                    (bytes, offset, length) -> {});
            assertThat(ended.limit()).contains("processes: 5");
        }
    }

    /** Closing waits for what is still being started; {@link LeftoverCheck} looks for processes and mounts. */
    @Test
    void whatIsNotUsedEndsWithTheRoot() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (var root = sandbox.open(lower, Roots.DISK)) {
                root.expect(4, Roots.shell("true"));
            }
        }
        assertThat(KilledSandboxTest.groups(ProcessHandle.current().pid())).isEmpty();
    }

    private static Sandbox.Command command(boolean rootInside, List<String> argv) {
        return new Sandbox.Command(
                argv,
                Map.of("PATH", "/usr/bin:/usr/sbin", "HOME", "/src", "WORDS", "it's\n\"two\" lines"),
                "/src",
                Roots.shell("true").mounts(),
                Roots.LIMITS,
                rootInside,
                false);
    }

    private static String said(Sandbox.Root root, Sandbox.Command command) throws Exception {
        var said = new ByteArrayOutputStream();
        root.run(command, said::write);
        return said.toString(StandardCharsets.UTF_8);
    }
}
