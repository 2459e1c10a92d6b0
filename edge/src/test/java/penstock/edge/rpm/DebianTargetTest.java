package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.build.BuildOptions;
import penstock.build.SpecFacts;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.engine.build.Workbench;
import penstock.engine.build.Workbench.InstalledRpm;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.build.Workbench.Rebuilt;

/** C1 to C4: a Debian root, its macros, its dependencies and mock's loop, on a small Python project. */
@Tag("extended")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianTargetTest {
    private static final String PROJECT = """
            [build-system]
            requires = ["setuptools"]
            build-backend = "setuptools.build_meta"
            [project]
            name = "leat"
            version = "1.0"
            dependencies = ["netaddr>=0.7", "PyYAML!=5.2,>=5.1", "@DEPENDENCY@"]
            [project.scripts]
            leat = "leat:main"
            """;

    private static final String SPEC = """
            %global with_doc 0
            Name: python-leat
            Version: 1.0
            Release: 1%{?dist}
            Summary: A test
            License: none
            BuildArch: noarch
            BuildRequires: git-core
            BuildRequires: python3-devel
            BuildRequires: pyproject-rpm-macros
            BuildRequires: systemd-rpm-macros
            Source0: leat-1.0.tar.gz
            %description
            A test.
            %package -n python3-leat
            Summary: A test
            %{?python_provide:%python_provide python3-leat}
            %description -n python3-leat
            A test.
            %prep
            %autosetup -n leat-1.0 -S git
            %generate_buildrequires
            %pyproject_buildrequires -t -e %{default_toxenv},docs
            %build
            %pyproject_wheel
            %install
            %pyproject_install
            %tox -e docs
            test -f doc/build/html/index.html
            %check
            exit 1
            %pre -n python3-leat
            @POST@
            %files -n python3-leat
            %{_bindir}/leat
            %{python3_sitelib}/leat
            %{python3_sitelib}/leat-*.dist-info
            """;

    private static final String SLUICE = """
            Name: sluice
            Version: 1
            Release: 1
            Summary: A test
            License: none
            BuildArch: noarch
            %description
            A test.
            %post
            @POST@
            %files
            """;

    private final TextLog log = new TextLog();
    private Path folder;
    private RootTarget target;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws Exception {
        folder = temporary;
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mmdebstrap")), "mmdebstrap is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        var named = System.getenv("PENSTOCK_CACHE");
        var cache = named == null ? Path.of(System.getProperty("user.home"), ".cache", "penstock") : Path.of(named);
        var sandbox = BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("sandbox")));
        var roots = new DebianRoots(DebianSettings.TRIXIE, new ImageCache(cache), new ProcessRunner(), sandbox);
        target = new RootTarget("debian", roots, sandbox, RootTarget.Bounds.USUAL);
        target.prepare(line -> {});
    }

    @Test
    void buildsAndInstallsWhatNeedsDebianPackages() throws Exception {
        var sources = sources("wheel", ":");
        try (var bench = target.open(BuildOptions.PLAIN, Optional.empty(), log)) {
            var facts = done(bench.query(sources, "python-leat.spec"));
            assertThat(facts.name()).isEqualTo("python-leat");
            assertThat(facts.provides()).contains("python-leat = 1.0-1.deb13");
            var built = (Rebuilt.Built) loop(bench, sources, facts);
            assertThat(log.text()).doesNotContain("tox-current-env");
            var header = new RpmFile().read(built.rpms().getFirst()).orElseThrow();
            assertThat(header.requires()).contains("python(abi) = 3.13", "python3.13dist(netaddr) >= 0.7");
            assertThat(header.files())
                    .contains("/usr/bin/leat", "/usr/lib/python3.13/site-packages/leat/__init__.py")
                    .anyMatch(file -> file.endsWith(".pyc"));
            var fresh = done(bench.installFresh(built.rpms()));
            assertThat(fresh).extracting(InstalledRpm::nevra).anyMatch(name -> name.startsWith("python3-netaddr-"));
        }
    }

    /** C5: a root that was made of newer Debian packages is another target. */
    @Test
    void theDigestIsOfWhatTheRootHas() throws Exception {
        var roots = new DebianRoots(
                DebianSettings.TRIXIE,
                new ImageCache(folder.resolve("empty")),
                new ProcessRunner(),
                BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("other"))));
        assertThat(target.digest()).hasSize(64).isEqualTo(target.digest()).isNotEqualTo(roots.digest());
    }

    @Test
    void saysWhatIsTooOld() throws Exception {
        var sources = sources("wrapt>=77", ":");
        try (var bench = target.open(BuildOptions.PLAIN, Optional.empty(), log)) {
            var facts = done(bench.query(sources, "python-leat.spec"));
            var sourceRpm = done(bench.sourceRpm(sources, "python-leat.spec"));
            done(bench.require(facts.buildRequires()));
            var more = (Rebuilt.NeedsMore) bench.rebuild(sourceRpm);
            var answer = (Ran.Unresolved<List<InstalledRpm>>) bench.require(more.requirements());
            assertThat(answer.missing()).first().satisfies(missing -> {
                assertThat(missing.requirement()).isEqualTo("python3dist(wrapt) >= 77");
                assertThat(missing.onOffer()).anyMatch(offer -> offer.startsWith("python3dist(wrapt) = 1."));
            });
            assertThat(log.text()).contains("No matching package to install: 'python3dist(wrapt) >= 77'");
            assertThat(bench.onOffer("python3dist(wrapt)"))
                    .anyMatch(offer -> offer.startsWith("python3dist(wrapt) = 1."));
        }
    }

    @Test
    void runsScriptletsInTheFreshRootAndSeesThemFail() throws Exception {
        var sources = sources("wheel", "echo scriptlet as $(id -u); exit 3");
        try (var bench = target.open(BuildOptions.PLAIN, Optional.empty(), log)) {
            var built = (Rebuilt.Built) loop(bench, sources, done(bench.query(sources, "python-leat.spec")));
            assertThat(bench.installFresh(built.rpms())).isInstanceOf(Ran.Failed.class);
            assertThat(log.text()).contains("scriptlet as 0");
        }
    }

    /** E1: what dnf installs on a user's machine has had its scriptlets run, and one that fails is no success. */
    @ParameterizedTest
    @CsvSource({"echo flows > /opened,true", "exit 3,false"})
    void runsScriptletsOnAUsersMachine(String scriptlet, boolean good) throws Exception {
        var sources = Files.createTempDirectory(folder, "sluice");
        Files.writeString(sources.resolve("sluice.spec"), SLUICE.replace("@POST@", scriptlet));
        var repository = Files.createTempDirectory(folder, "repository");
        try (var bench = target.open(BuildOptions.PLAIN, Optional.empty(), log)) {
            var built = (Rebuilt.Built) bench.rebuild(done(bench.sourceRpm(sources, "sluice.spec")));
            Files.copy(built.rpms().getFirst(), repository.resolve("sluice.rpm"));
        }
        Files.setPosixFilePermissions(repository, PosixFilePermissions.fromString("rwxr-xr-x"));
        new ProcessRunner()
                .capture(Invocation.of(Duration.ofMinutes(1), List.of("createrepo_c", "-q", repository.toString())))
                .orFail("createrepo_c");
        try (var machine = target.start(repository, Optional.empty(), log)) {
            assertThat(machine.install(List.of("sluice"), log).ok())
                    .as(log.text())
                    .isEqualTo(good);
            assertThat(machine.run(List.of("test", "-s", "/opened"), log).ok()).isEqualTo(good);
        }
    }

    private static Rebuilt loop(Workbench bench, Path sources, SpecFacts facts) throws Exception {
        var sourceRpm = done(bench.sourceRpm(sources, "python-leat.spec"));
        done(bench.require(facts.buildRequires()));
        for (int round = 0; round < 5; round++) {
            var rebuilt = bench.rebuild(sourceRpm);
            if (!(rebuilt instanceof Rebuilt.NeedsMore more)) {
                return rebuilt;
            }
            done(bench.require(more.requirements()));
        }
        throw new AssertionError("too many rounds");
    }

    private static <T> T done(Ran<T> ran) {
        if (ran instanceof Ran.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError("not done: " + ran);
    }

    /** A folder as the builder makes it: the spec and the archive that it names. */
    private Path sources(String dependency, String post) throws Exception {
        var sources = Files.createTempDirectory(folder, "sources");
        var tree = Files.createDirectories(sources.resolve("leat-1.0"));
        Files.writeString(tree.resolve("pyproject.toml"), PROJECT.replace("@DEPENDENCY@", dependency));
        Files.createDirectories(tree.resolve("leat"));
        Files.writeString(tree.resolve("leat/__init__.py"), "def main():\n    print('flows')\n");
        var packed = new ProcessBuilder(
                        "tar",
                        "-C",
                        sources.toString(),
                        "-czf",
                        sources.resolve("leat-1.0.tar.gz").toString(),
                        "leat-1.0")
                .start();
        assertThat(packed.waitFor()).isZero();
        Trees.delete(tree);
        Files.writeString(sources.resolve("python-leat.spec"), SPEC.replace("@POST@", post));
        return sources;
    }
}
