package penstock.edge.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** Small roots for tests: an own empty tree, the host's {@code /usr} seen through a mount. */
final class Roots {
    static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofSeconds(30), 512L << 20, 64, 1 << 20);
    static final long DISK = 32L << 20;

    private Roots() {}

    static BubblewrapSandbox sandbox(Path folder) throws OutsideFailure, InterruptedException {
        var missing = HostTools.find().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "not installed: " + missing);
        return BubblewrapSandbox.on(SandboxSettings.in(folder));
    }

    /** A tree with the links and folders that programs of {@code /usr} expect. */
    static Path lower(Path folder) throws java.io.IOException {
        var tree = Files.createDirectory(folder.resolve("lower"));
        for (var name : List.of("usr", "etc", "proc", "dev", "tmp", "run", "var", "var/tmp", "root", "src")) {
            Files.createDirectory(tree.resolve(name));
        }
        for (var name : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createSymbolicLink(tree.resolve(name), Path.of("usr", name));
        }
        Files.writeString(tree.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nbuild:x:1000:1000::/tmp:/bin/sh\n");
        return tree;
    }

    static Sandbox.Command shell(String script, Sandbox.Mount... mounts) {
        return new Sandbox.Command(
                List.of("/bin/sh", "-c", script),
                Map.of("PATH", "/usr/bin:/usr/sbin"),
                "/",
                mounts(mounts),
                LIMITS,
                true,
                false);
    }

    private static List<Sandbox.Mount> mounts(Sandbox.Mount... more) {
        var all = new ArrayList<>(List.of(new Sandbox.Mount(Path.of("/usr"), "/usr")));
        Stream.of(more).forEach(all::add);
        return all;
    }
}
