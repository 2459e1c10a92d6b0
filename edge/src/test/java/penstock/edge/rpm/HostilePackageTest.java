package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import penstock.build.Artifact;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.distro.Package;
import penstock.edge.logs.LogFolder;
import penstock.edge.process.ProcessRunner;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.engine.build.BuildSettings;
import penstock.engine.build.KnownBuilds;
import penstock.engine.build.PackageBuild;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FolderStore;
import penstock.engine.testkit.LeftoverCheck;

/** Hostile packages, built for real on a Debian target: contained, and told in the verdict (issue 2, C4 and C6). */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
final class HostilePackageTest {
    private static final String SPEC = """
            %%define preamble %s
            Name: hostile
            Version: 1.0
            Release: 1
            Summary: A test
            License: none
            BuildArch: noarch
            %%description
            %%{preamble}
            %%build
            %s
            %%install
            mkdir -p %%{buildroot}/usr/share/hostile
            %%post
            %s
            %%files
            /usr/share/hostile
            """;

    private static final RootTarget.Bounds BOUNDS =
            new RootTarget.Bounds(new Sandbox.Limits(Duration.ofSeconds(30), 1L << 30, 200, 2 << 20), 256L << 20);

    /** Marks processes, so that they are found whoever their parent is. */
    private static final String MARK = "4444.4444";

    @TempDir
    static Path folder;

    private static RootTarget target;
    private static ServerSocket listening;

    private final FakeMirror mirror = new FakeMirror();

    @BeforeAll
    static void prepare() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mmdebstrap")), "mmdebstrap is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        var named = System.getenv("PENSTOCK_CACHE");
        var cache = named == null ? Path.of(System.getProperty("user.home"), ".cache", "penstock") : Path.of(named);
        var sandbox = BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("sandbox")));
        assumeTrue(sandbox.countsLimits(), "no control groups here: the kernel does not tell which limit was hit");
        var roots = new DebianRoots(DebianSettings.TRIXIE, new ImageCache(cache), new ProcessRunner(), sandbox);
        target = new RootTarget("debian", roots, sandbox, BOUNDS);
        target.prepare(line -> {});
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void close() throws IOException {
        if (listening != null) {
            listening.close();
        }
    }

    /** What a package does, and which limit the verdict is to name. */
    enum Attack {
        FORKS("bash -c 'f() { f | f & }; f; sleep 3'; exit 1", "processes", "200"),
        EATS_MEMORY("head -c 3000000000 /dev/zero | tail -c 2500000000 > /dev/null", "memory", "1 GiB"),
        FILLS_THE_DISK("cat /dev/zero > fill", "disk", "256 MiB"),
        FILLS_TMP("cat /dev/zero > /var/tmp/fill", "disk", "256 MiB"),
        LOGS("yes", "output", "2 MiB"),
        NEVER_ENDS("trap '' TERM; (setsid sleep " + MARK + " &); while :; do sleep 1; done", "time", "30 s");

        private final String script;
        private final String limit;
        private final String value;

        Attack(String script, String limit, String value) {
            this.script = script;
            this.limit = limit;
            this.value = value;
        }

        private Cause cause() {
            return new Cause.LimitHit(limit, value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isContainedAndToldWhenItBuilds(Attack attack) throws Exception {
        var outcome = build(SPEC.formatted("none", attack.script, ":"));
        assertThat(outcome.verdict().step()).as(log(outcome)).contains(Step.BUILD);
        assertThat(outcome.verdict().cause()).as(log(outcome)).contains(attack.cause());
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isContainedAndToldWhenItIsInstalled(Attack attack) throws Exception {
        var outcome = build(SPEC.formatted("none", ":", "cd /usr\n" + attack.script));
        assertThat(outcome.verdict().step()).as(log(outcome)).contains(Step.PACKAGE_INSTALL);
        assertThat(outcome.verdict().cause()).as(log(outcome)).contains(attack.cause());
        assertThat(left()).isEmpty();
    }

    @Test
    void isContainedAndToldWhenItsSpecIsRead() throws Exception {
        var outcome = build(SPEC.formatted("%(bash -c 'f() { f | f & }; f; sleep 3')", ":", ":"));
        assertThat(outcome.verdict().step()).as(log(outcome)).contains(Step.SPEC);
        assertThat(outcome.verdict().cause()).contains(Attack.FORKS.cause());
    }

    @Test
    void findsNoWayOut() throws Exception {
        var outside = Files.writeString(folder.resolve("outside"), "untouched");
        var tries = """
                echo "tries as $(id -u)"
                escaped() { echo "ESCAPE""D by $1"; }
                echo gone > %1$s 2> /dev/null && escaped path
                cat %1$s 2> /dev/null && escaped reading
                kill -9 %2$d 2> /dev/null && escaped kill
                bash -c 'exec 3<> /dev/tcp/127.0.0.1/%3$d' 2> /dev/null && escaped socket
                bash -c 'exec 3<> /dev/tcp/192.0.2.1/80' 2> /dev/null && escaped network
                (echo 1 > /proc/sys/kernel/panic) 2> /dev/null && escaped sysctl
                (echo h > /proc/sysrq-trigger) 2> /dev/null && escaped sysrq
                mknod /var/tmp/disk b 254 0 2> /dev/null && escaped device
                mount -t proc proc /mnt 2> /dev/null && escaped mount
                ls /sys/disk /oldroot 2> /dev/null && escaped roots
                (setsid sleep %4$s > /dev/null 2>&1 &)
                :""".formatted(outside, ProcessHandle.current().pid(), listening.getLocalPort(), MARK);
        var outcome = build(SPEC.formatted("none", tries, tries));
        assertThat(outcome.verdict().succeeded()).as(log(outcome)).isTrue();
        assertThat(log(outcome)).contains("tries as 1000", "tries as 0").doesNotContain("ESCAPED");
        assertThat(outside).hasContent("untouched");
        assertThat(left()).isEmpty();
    }

    private BuildOutcome build(String spec) throws Exception {
        var source = mirror.repository("https://forge.test/hostile");
        var commit = source.commit("master", "A start", Map.of("README", "nothing"));
        source.tag("1.0", commit.id());
        var distgit = mirror.repository("https://forge.test/hostile-distgit");
        var packaging = distgit.commit("rpm-master", "Package it", Map.of("hostile.spec", spec));
        mirror.fetch(source.url());
        mirror.fetch(distgit.url());
        var pkg = new Package(
                "hostile",
                "hostile",
                "",
                new Package.Source(source.url(), "master", false),
                new Package.Source(distgit.url(), "rpm-master", false),
                List.of());
        var request = new BuildRequest(
                "b-" + System.nanoTime(),
                "line",
                pkg,
                commit,
                packaging,
                Instant.parse("2026-02-03T04:05:06Z"),
                BuildOptions.PLAIN);
        return builder().build(request);
    }

    private PackageBuild builder() throws IOException {
        var places = new PackageBuild.Places(
                store(),
                new LogFolder(folder.resolve("logs"), 64 << 20),
                new NothingKnown(),
                line -> Optional.empty(),
                new RpmFile());
        return new PackageBuild(
                mirror, target, places, BuildSettings.usual(Files.createDirectories(folder.resolve("work"))));
    }

    private static FolderStore store() throws IOException {
        return new FolderStore(Files.createDirectories(folder.resolve("store")));
    }

    private static String log(BuildOutcome outcome) throws Exception {
        var log = outcome.artifacts().stream()
                .filter(artifact -> artifact.kind() == Artifact.Kind.LOG)
                .findFirst()
                .orElseThrow();
        var text = Files.readString(store().find(log.sha256()).orElseThrow(), StandardCharsets.UTF_8);
        return text.length() > 20_000 ? text.substring(text.length() - 20_000) : text;
    }

    private static List<String> left() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(MARK))
                .toList();
    }

    private static final class NothingKnown implements KnownBuilds {
        @Override
        public List<KnownBuild> withInputs(String inputs, int limit) {
            return List.of();
        }

        @Override
        public Optional<KnownBuild> withKey(String key) {
            return Optional.empty();
        }

        @Override
        public void record(KnownBuild build) {}

        @Override
        public void replace(KnownBuild build) {}
    }
}
