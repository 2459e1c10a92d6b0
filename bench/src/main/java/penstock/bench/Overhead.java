package penstock.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.Package.Source;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.edge.logs.LogFolder;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.DebianRoots;
import penstock.edge.rpm.DebianSettings;
import penstock.edge.rpm.ImageCache;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.edge.store.FileArtifactStore;
import penstock.engine.build.BuildSettings;
import penstock.engine.build.KnownBuilds;
import penstock.engine.build.PackageBuild;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * F2: the wall time of building a package that does nothing, minus that of the rpmbuild, rpmspec, rpm and dnf commands in it. Promised: at
 * most 150 ms.
 *
 * <p>What is subtracted is exactly: for each of the five commands (rpmspec, rpmbuild -bs, rpmbuild --rebuild, dnf's solver in Python, rpm
 * --upgrade) the wall time from right before to right after it, as a shell inside the sandbox takes it, with what runs inside the command.
 * Everything else counts: starting and ending the sandbox (also that shell), waiting for a root or a place for a command that is not ready
 * yet, opening and closing roots, reading git, writing sources, copying results out, storing and syncing artifacts. What Penstock does
 * beside a command costs no wall time, but slows that command.
 */
final class Overhead implements Bench.Measurement {
    private static final int BUILDS = 20;
    private static final double LIMIT = 150;
    private static final String SPEC = """
            Name:      noop
            Version:   XXX
            Release:   XXX
            Summary:   Nothing
            License:   Apache-2.0
            BuildArch: noarch
            Source0:   https://example.org/noop-%{version}.tar.gz
            %description
            Nothing.
            %prep
            %build
            %install
            %files
            """;

    /** Milliseconds, but for the number of commands; {@code cpu} is of Penstock's own process. */
    private record Measured(double total, double runs, double tools, int commands, double cpu) {
        double own() {
            return total - tools;
        }
    }

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("overhead")) {
            Path folder = scratch.folder();
            TimedSandbox sandbox =
                    new TimedSandbox(BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("sandbox"))));
            DebianRoots roots =
                    new DebianRoots(DebianSettings.TRIXIE, new ImageCache(cache()), new ProcessRunner(), sandbox);
            Sandbox.Limits limits = new Sandbox.Limits(Duration.ofMinutes(10), 4L << 30, 4096, 64L << 20);
            RootTarget target = new RootTarget("debian", roots, sandbox, new RootTarget.Bounds(limits, 8L << 30));
            target.prepare(System.err::println);
            return told(builds(folder, target, sandbox));
        }
    }

    private static boolean told(List<Measured> measured) {
        List<Double> own = measured.stream().map(Measured::own).sorted().toList();
        double median = own.get(own.size() / 2);
        Table table = new Table("one build of a package that does nothing", "ms");
        table.row("all of it, median", median(measured, Measured::total));
        table.row("rpm's tools and dnf, median", median(measured, Measured::tools));
        table.row("of these, commands", measured.getLast().commands);
        table.row("starts and ends of their sandboxes, median", median(measured, m -> m.runs() - m.tools()));
        table.row("roots, git, sources, results, artifacts, median", median(measured, m -> m.total() - m.runs()));
        table.row("CPU time of Penstock's process, median", median(measured, Measured::cpu));
        table.row("overhead, fastest of " + own.size(), own.getFirst());
        table.row("overhead, median", median);
        table.row("overhead, slowest", own.getLast());
        table.row("promised, at most", LIMIT);
        table.print();
        System.out.printf(Locale.ROOT, "overhead ms %.1f%n", median);
        return median <= LIMIT;
    }

    private static double median(List<Measured> measured, ToDoubleFunction<Measured> part) {
        return measured.stream().mapToDouble(part).sorted().toArray()[measured.size() / 2];
    }

    private static double cpuMillis() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e6;
    }

    private static Path cache() {
        String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return (base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base))
                .resolve("penstock");
    }

    private static List<Measured> builds(Path folder, RootTarget target, TimedSandbox sandbox) throws Exception {
        GitMirror mirror = new GitMirror(folder.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
        Source upstream = repository(folder, "upstream", "README", "Nothing.\n");
        Source distgit = repository(folder, "distgit", "noop.spec", SPEC);
        mirror.fetch(upstream.url());
        mirror.fetch(distgit.url());
        PackageBuild build = new PackageBuild(
                mirror,
                target,
                new PackageBuild.Places(
                        FileArtifactStore.open(folder.resolve("artifacts")),
                        new LogFolder(folder.resolve("logs"), 1L << 20),
                        new NothingKnown(),
                        _ -> Optional.empty(),
                        new RpmFile()),
                BuildSettings.usual(folder.resolve("work")));
        Commit source = mirror.resolve(upstream.url(), "master").orElseThrow();
        Commit spec = mirror.resolve(distgit.url(), "master").orElseThrow();
        Package pkg = new Package("noop", "noop", "", upstream, distgit, List.of());
        List<Measured> measured = new ArrayList<>();
        for (int i = -2; i < BUILDS; i++) {
            Instant created = Instant.ofEpochSecond(1_780_000_000L + i);
            BuildRequest request = new BuildRequest(
                    "build-" + (i + 2), "line", pkg, source, spec, created, new BuildOptions(false, false));
            sandbox.takeToolMillis();
            sandbox.takeRunMillis();
            sandbox.takeCommands();
            double cpu = cpuMillis();
            long start = System.nanoTime();
            BuildOutcome outcome = build.build(request);
            double total = (System.nanoTime() - start) / 1e6;
            if (outcome.nevra().isEmpty()) {
                throw new IllegalStateException("the package that does nothing was not built: " + outcome.verdict());
            }
            if (i >= 0) {
                measured.add(new Measured(
                        total,
                        sandbox.takeRunMillis(),
                        sandbox.takeToolMillis(),
                        sandbox.takeCommands(),
                        cpuMillis() - cpu));
            }
        }
        return measured;
    }

    private static Source repository(Path folder, String name, String file, String content) throws Exception {
        Path path = Files.createDirectory(folder.resolve(name));
        Scratch.run(path, "git", "init", "-q", "-b", "master");
        Files.writeString(path.resolve(file), content);
        Scratch.run(path, "git", "add", file);
        Scratch.run(path, "git", "commit", "-q", "-m", "Nothing");
        return new Source(path.toUri().toString(), "master", false);
    }

    /** So that every build is one. */
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
        public void record(KnownBuild build) throws OutsideFailure {}

        @Override
        public void replace(KnownBuild build) throws OutsideFailure {}
    }
}
