package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.LeftoverCheck;

/** Hostile commands are contained and told (issue 2, C4), for the user that runs the tests. */
@ExtendWith(LeftoverCheck.class)
final class HostileCommandsTest {
    @TempDir
    static Path folder;

    private static BubblewrapSandbox sandbox;
    private static ServerSocket listening;
    private static Path lower;

    @BeforeAll
    static void prepare() throws Exception {
        sandbox = Roots.sandbox(folder.resolve("state"));
        lower = Roots.lower(folder);
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void close() throws Exception {
        listening.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "FORKS_WITHOUT_END",
                "STOPS_ITSELF",
                "STARTS_THREADS_WITHOUT_END",
                "LOGS_ERRORS_WITHOUT_END",
                "IGNORES_SIGTERM"
            })
    void quicklyIsContainedAndTold(Hostile hostile) throws Exception {
        isContainedAndTold(hostile, 1);
    }

    @Tag("extended")
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "FORKS_WITHOUT_END",
                "STOPS_ITSELF",
                "STARTS_THREADS_WITHOUT_END",
                "LOGS_ERRORS_WITHOUT_END",
                "IGNORES_SIGTERM"
            })
    void inAPlaceMadeForItIsContainedAndTold(Hostile hostile) throws Exception {
        isContainedAndTold(hostile, 0);
    }

    @Tag("extended")
    @ParameterizedTest
    @EnumSource(
            names = {
                "FORKS_WITHOUT_END",
                "STOPS_ITSELF",
                "STARTS_THREADS_WITHOUT_END",
                "LOGS_ERRORS_WITHOUT_END",
                "IGNORES_SIGTERM"
            })
    void afterSecondsIsContainedAndTold(Hostile hostile) throws Exception {
        isContainedAndTold(hostile, 1);
    }

    /** @param ahead how many places are started before */
    private static void isContainedAndTold(Hostile hostile, int ahead) throws Exception {
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            root.expect(ahead, Roots.shell("true"));
            var ended = hostile.in(root, listening.getLocalPort());
            assertThat(hostile.complaint(ended, sandbox.countsLimits())).isEmpty();
            assertThat(Marked.processes("4242.4242")).isEmpty();
            assertThat(root.run(Roots.shell("true"), (bytes, offset, length) -> {})
                            .exitCode())
                    .as("the root is usable afterwards, if not full")
                    .isIn(hostile.told == Hostile.Told.DISK ? List.of(0, 1) : List.of(0));
        }
        assertThat(Path.of("/usr/penstock-was-here")).doesNotExist();
    }

    @Test
    void outsideItIsAnUnprivilegedUid() throws Exception {
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            var map = new java.io.ByteArrayOutputStream();
            root.run(Roots.shell("cat /proc/self/uid_map"), map::write);
            long outside = Long.parseLong(map.toString(java.nio.charset.StandardCharsets.UTF_8)
                    .strip()
                    .split("\\s+")[1]);
            assertThat(outside).isNotZero();
        }
    }

    @Test
    void aFolderBehindALinkIsRefused() throws Exception {
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            root.run(Roots.shell("ln -s /etc /link"), (bytes, offset, length) -> {});
            for (var place : List.of("/link", "/link/penstock-was-here")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                OutsideFailure.class, () -> root.folder(place)))
                        .hasMessageContaining("is a link");
            }
        }
    }

    @Test
    void aMountOverALinkIsRefused() throws Exception {
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            root.run(Roots.shell("rmdir /src; ln -s /etc /src"), (bytes, offset, length) -> {});
            var mounted = Roots.shell("true", new Sandbox.Mount(folder, "/src/deep"));
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                            OutsideFailure.class, () -> root.run(mounted, (bytes, offset, length) -> {})))
                    .hasMessageContaining("is a link");
        }
    }

    /** Part 2, A4: by whatever name a build tries, also as the user that the file belongs to outside. */
    @Test
    void theSigningKeyIsOutOfReach() throws Exception {
        var secret = "PRIVATE KEY 4242";
        var keys = java.nio.file.Files.createDirectory(folder.resolve("keys"));
        var key = java.nio.file.Files.writeString(keys.resolve("0001-penstock.asc"), secret);
        var said = new java.io.ByteArrayOutputStream();
        var script = """
                for root in '' /proc/1/root /proc/self/root /proc/self/cwd /proc/HOST/root /proc/HOST/cwd /oldroot /newroot; do
                  cat "${root}KEY" && exit 0
                done
                for fd in /proc/*/fd/*; do cat "$fd/KEY" && exit 0; done 2> /dev/null
                mkdir -p /mnt && mount --bind KEYS /mnt && cat /mnt/* && exit 0
                ln -s KEY /src/link && cat /src/link && exit 0
                ls -d KEYS && exit 0
                find / -xdev -name '0001-*.asc' | grep . && exit 0
                grep -rqs 'PRIVATE KEY' /proc/self/environ /proc/1/environ /run /tmp /root /src /var /dev/shm && exit 0
                exit 7
                """.replace("KEYS", keys.toString())
                .replace("KEY", key.toString())
                .replace("PRIVATE " + key, "PRIVATE KEY")
                .replace("HOST", Long.toString(ProcessHandle.current().pid()));
        try (var root = sandbox.open(List.of(lower), Roots.DISK)) {
            var ended = root.run(Roots.shell(script), said::write);
            var text = said.toString(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(ended.exitCode()).as(text).isEqualTo(7);
            assertThat(text).doesNotContain(secret);
        }
        assertThat(key).content().isEqualTo(secret);
    }
}
