package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.LeftoverCheck;

@ExtendWith(LeftoverCheck.class)
final class BubblewrapSandboxTest {
    @TempDir
    Path folder;

    @Test
    void first() throws Exception {
        var sandbox = Roots.sandbox(folder.resolve("state"));
        System.out.println(sandbox.describe());
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            try (var root = sandbox.open(
                    java.util.List.of(i == 0 ? Roots.lower(folder) : folder.resolve("lower")),
                    i % 2 == 0 ? Roots.DISK : 4L << 30)) {
                long opened = System.nanoTime();
                var out = new ByteArrayOutputStream();
                Sandbox.Ended ended = root.run(
                        Roots.shell(
                                i < 2
                                        ? "id; ls -la / /tmp /dev; ls -l /proc/self/fd; touch /x /tmp/y; chown 7:7 /x; ls -l /x; cat /proc/self/mounts; env; mount; df"
                                        : "true"),
                        out::write);
                long ran = System.nanoTime();
                assertThat(ended).isEqualTo(new Sandbox.Ended(0, java.util.Optional.empty()));
                root.run(Roots.shell("true"), out::write);
                System.out.println(out + " " + ended + " open " + (opened - start) / 1000 + " run "
                        + (ran - opened) / 1000 + " again " + (System.nanoTime() - ran) / 1000);
            }
        }
    }
}
