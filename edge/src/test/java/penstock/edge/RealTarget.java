package penstock.edge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.DebianRoots;
import penstock.edge.rpm.DebianSettings;
import penstock.edge.rpm.ImageCache;
import penstock.edge.rpm.RootTarget;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;

/** The Debian target with its real roots, for tests that go through several adapters. */
final class RealTarget {
    private RealTarget() {}

    static RootTarget debian(Path folder) throws Exception {
        for (var tool : List.of("mmdebstrap", "bwrap")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), tool + " is not installed");
        }
        var named = System.getenv("PENSTOCK_CACHE");
        var cache = named == null ? Path.of(System.getProperty("user.home"), ".cache", "penstock") : Path.of(named);
        var sandbox = BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("sandbox")));
        var roots = new DebianRoots(DebianSettings.TRIXIE, new ImageCache(cache), new ProcessRunner(), sandbox);
        var target = new RootTarget("debian", roots, sandbox, RootTarget.Bounds.USUAL);
        target.prepare(line -> {});
        return target;
    }
}
