package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.BuildOptions;
import penstock.edge.process.ProcessRunner;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.engine.build.Workbench.InstalledRpm;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.build.Workbench.Rebuilt;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * C1: a root of a distribution's RPMs, and a root that is there already. The distribution is a repository of two packages: one with all
 * the programs of a Debian root, and one that a build needs.
 */
@Tag("extended")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnfTargetTest {
    private static final String USERLAND = """
            %global debug_package %{nil}
            %global __os_install_post %{nil}
            %global _binary_payload w.ufdio
            Name: userland
            Version: 1
            Release: 1
            Summary: All programs
            License: none
            AutoReqProv: no
            Provides: bash bzip2 coreutils createrepo_c diffutils findutils gawk git-core glibc-minimal-langpack grep gzip
            Provides: make patch python3-dnf redhat-rpm-config rpm rpm-build sed shadow-utils system-release tar unzip which xz
            Provides: /bin/sh
            %description
            %install
            mkdir -p %{buildroot}/var/lib %{buildroot}/var/tmp %{buildroot}/tmp %{buildroot}/run %{buildroot}/proc %{buildroot}/dev
            cp -a @ROOT@/usr @ROOT@/etc @ROOT@/bin @ROOT@/sbin @ROOT@/lib @ROOT@/lib64 %{buildroot}
            find %{buildroot} -name '*[[:space:]]*' -delete
            %post
            echo "$(id -u) $1" > /etc/scriptlet-ran
            %files
            /*
            """;

    private static final String DRIP = """
            Name: drip
            Version: 2
            Release: 1%{?dist}
            Summary: A test
            License: none
            BuildArch: noarch
            @MORE@
            %description
            %install
            mkdir -p %{buildroot}/usr/share
            echo %{name} > %{buildroot}/usr/share/%{name}
            %files
            /usr/share/%{name}
            """;

    private final TextLog log = new TextLog();
    private Path folder;
    private Path debian;
    private Path repository;
    private Sandbox sandbox;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws Exception {
        folder = temporary;
        for (var tool : List.of("mmdebstrap", "bwrap", "rpmbuild", "createrepo_c", "dnf")) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), tool + " is not installed");
        }
        var named = System.getenv("PENSTOCK_CACHE");
        var cache = named == null ? Path.of(System.getProperty("user.home"), ".cache", "penstock") : Path.of(named);
        sandbox = BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("sandbox")));
        var roots = new DebianRoots(DebianSettings.TRIXIE, new ImageCache(cache), new ProcessRunner(), sandbox);
        roots.prepare(line -> {});
        debian = roots.build().getFirst();
        repository = Files.createDirectories(folder.resolve("repository"));
        rpmbuild("userland", USERLAND.replace("@ROOT@", debian.toString()), repository);
        rpmbuild("drip", DRIP.replace("@MORE@", ""), repository);
        rpmbuild("stuck", DRIP.replace("drip", "stuck").replace("@MORE@", "Requires: nosuch >= 3"), repository);
        run("createrepo_c", "--quiet", repository.toString());
    }

    /** The roots' links lead anywhere; none is followed. */
    @AfterAll
    void remove() throws Exception {
        for (var name : List.of("cache", "other")) {
            Trees.delete(folder.resolve(name));
        }
    }

    @Test
    void installsWhatWasAskedForOnceAndBuildsThere() throws Exception {
        var cache = folder.resolve("cache");
        var roots = roots(cache, List.of());
        roots.prepare(line -> {});
        var build = roots.build().getFirst();
        assertThat(build.resolve("etc/scriptlet-ran")).content().isEqualTo("0 1\n");
        assertThat(build.resolve("usr/share/drip")).doesNotExist();
        var said = new ArrayList<String>();
        roots(cache, List.of()).prepare(said::add);
        assertThat(said).as("made once").isEmpty();

        var target = new RootTarget("el", roots, sandbox, RootTarget.Bounds.USUAL);
        assertThat(built(target, "BuildRequires: drip = 2", ".x9")).containsExactly("drip-2-1.noarch");
    }

    @Test
    void namesWhatIsMissing() {
        var roots = roots(folder.resolve("other"), List.of("stuck", "absent"));
        assertThatThrownBy(() -> roots.prepare(line -> {}))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("nothing provides absent")
                .hasMessageContaining("nothing provides nosuch >= 3, required by stuck-2-1");
        assertThat(folder.resolve("other"))
                .isDirectoryNotContaining(path -> path.getFileName().toString().matches("dnf-1-build-.*(?<![.]lock)"));
    }

    @Test
    void aRootThatIsThereAlreadyIsBuiltIn() throws Exception {
        var roots = new DirectoryRoots(debian, List.of());
        var target = new RootTarget("there", roots, sandbox, RootTarget.Bounds.USUAL);
        target.prepare(line -> {});
        assertThat(built(target, "BuildRequires: python3-devel", ".deb13")).isEmpty();
    }

    /** What a build of a small package had to install. */
    private List<String> built(RootTarget target, String more, String dist) throws Exception {
        var sources = Files.createTempDirectory(folder, "sources");
        Files.writeString(
                sources.resolve("leat.spec"), DRIP.replace("drip", "leat").replace("@MORE@", more));
        try (var bench = target.open(BuildOptions.PLAIN, Optional.empty(), log)) {
            var facts = done(bench.query(sources, "leat.spec"));
            var sourceRpm = done(bench.sourceRpm(sources, "leat.spec"));
            var installed = done(bench.require(facts.buildRequires()));
            var rebuilt = bench.rebuild(sourceRpm);
            assertThat(rebuilt).as(log.text()).isInstanceOf(Rebuilt.Built.class);
            var rpms = ((Rebuilt.Built) rebuilt).rpms();
            assertThat(rpms).singleElement().asString().contains("leat-2-1").endsWith(dist + ".noarch.rpm");
            done(bench.installFresh(rpms));
            return installed.stream().map(InstalledRpm::nevra).toList();
        }
    }

    private DnfRoots roots(Path cache, List<String> packages) {
        var settings = new DnfSettings("1", List.of(repository.toUri().toString()), packages, ".x9");
        return new DnfRoots(settings, new ImageCache(cache), new ProcessRunner(), sandbox);
    }

    private <T> T done(Ran<T> ran) {
        if (ran instanceof Ran.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError("not done: " + ran + "\n" + log.text());
    }

    private void rpmbuild(String name, String spec, Path to) throws Exception {
        var top = Files.createDirectories(folder.resolve("top-" + name));
        Files.writeString(top.resolve(name + ".spec"), spec);
        run(
                "rpmbuild",
                "--quiet",
                "-D",
                "_topdir " + top,
                "-bb",
                top.resolve(name + ".spec").toString());
        try (var made = Files.walk(top.resolve("RPMS"))) {
            for (var rpm : made.filter(path -> path.toString().endsWith(".rpm")).toList()) {
                Files.move(rpm, to.resolve(rpm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Trees.delete(top);
    }

    private void run(String... argv) throws Exception {
        var said = folder.resolve("said").toFile();
        var process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        assertThat(process.waitFor()).as(() -> read(said.toPath())).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
