package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.BuildOptions;
import penstock.edge.process.ProcessRunner;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.edge.sandbox.SandboxSettings;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.build.Workbench.Rebuilt;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.LeftoverCheck;

/** C1: the machine's own userland as a target: it is built on, not seen into, and not changed. */
@ExtendWith(LeftoverCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostTargetTest {
    private static final String SPEC = """
            Name: headrace
            Version: 1
            Release: 1%{?dist}
            Summary: A test
            License: none
            BuildArch: noarch
            BuildRequires: python3-devel pyproject-rpm-macros @MORE@
            %description
            A test.
            %install
            mkdir -p %{buildroot}%{python3_sitelib} %{buildroot}%{_sysconfdir}
            echo 'LEVEL = 3' > %{buildroot}%{python3_sitelib}/headrace.py
            echo flows > %{buildroot}%{_sysconfdir}/headrace.conf
            %files
            %{python3_sitelib}/headrace.py
            %{python3_sitelib}/__pycache__/headrace*
            %{_sysconfdir}/headrace.conf
            """;

    /** What a build could want to know of the machine, each line a thing that was found although it must not be. */
    private static final String SPY = """
            for name in /etc/shadow /etc/gshadow /etc/ssh/ssh_host_ed25519_key /etc/hostname /etc/machine-id \\
                /home/* /root/.[a-z]* /root/* /srv/* /mnt/* /opt/* /media/* /boot/* /var/log/* /usr/local/* /sys/* \\
                /var/lib/dpkg/info/* "$1"; do
                if [ -e "$name" ]; then echo "seen: $name"; fi
            done
            if [ "$(ls / | tr '\\n' ' ')" != "$2 " ]; then ls /; fi
            grep -v -e '^[a-z_-]*:[*x]:[0-9]' /etc/passwd
            """;

    private static final String TOP = "bin build dev etc lib lib64 proc root run sbin sys tmp usr var";
    private final TextLog log = new TextLog();
    private Path folder;
    private HostRoots roots;
    private Sandbox sandbox;

    @BeforeAll
    void prepare(@TempDir Path temporary) throws Exception {
        folder = temporary;
        var real = BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("sandbox")));
        assumeTrue(real.isRoot(), "only root can build on the machine's own userland");
        assumeTrue(Files.exists(Path.of("/var/lib/dpkg/status")), "this machine is no Debian");
        sandbox = real;
        roots = new HostRoots("", new ImageCache(folder.resolve("cache")), new ProcessRunner(), sandbox);
        roots.prepare(line -> {});
    }

    /** The roots' links lead anywhere; none is followed. */
    @AfterAll
    void remove() throws Exception {
        Trees.delete(folder.resolve("cache"));
    }

    @Test
    void buildsAndInstallsWithTheMachinesOwnPackages() throws Exception {
        var rebuilt = build("python3dist(packaging)");
        assertThat(rebuilt).as(log.text()).isInstanceOf(Rebuilt.Built.class);
        assertThat(Path.of("/etc/headrace.conf")).doesNotExist();
        assertThat(Path.of("/usr/lib/rpm/penstock")).doesNotExist();
        assertThat(Path.of("/usr/lib/python3/dist-packages/penstock.pth")).doesNotExist();
    }

    @Test
    void namesWhatTheMachineLacks() throws Exception {
        assertThat(build("python3dist(nosuch)"))
                .isInstanceOfSatisfying(
                        Ran.Unresolved.class,
                        none -> assertThat(none.missing().toString()).contains("python3dist(nosuch)"));
    }

    @Test
    void nothingButUsrOfTheMachineIsSeen() throws Exception {
        Files.writeString(folder.resolve("secret"), "tailrace");
        try (var root = sandbox.open(roots.toBuild(), 64 << 20)) {
            var command =
                    List.of("/bin/sh", "-c", SPY, "sh", folder.resolve("secret").toString(), TOP);
            root.run(Commands.inside(List.of(), RootTarget.Bounds.USUAL.build(), command), log);
        }
        assertThat(log.text()).doesNotContain("seen:");
        assertThat(log.text().replace("lib32 ", "").replace("libx32 ", "")).isBlank();
    }

    @Test
    void whatIsWrittenBelowUsrIsGoneAfterwards() throws Exception {
        var name = "/usr/share/penstock-" + ProcessHandle.current().pid();
        try (var root = sandbox.open(roots.toBuild(), 64 << 20)) {
            var script = "mkdir " + name + " && echo flows > " + name
                    + "/file && rm /usr/bin/rpmbuild && ! test -e /usr/bin/rpmbuild";
            assertThat(root.run(
                                    Commands.inside(
                                            List.of(), RootTarget.Bounds.USUAL.build(), "/bin/sh", "-c", script),
                                    log)
                            .ok())
                    .as(log.text())
                    .isTrue();
            assertThat(root.files(name)).containsExactly("file");
        }
        assertThat(Path.of(name)).doesNotExist();
        assertThat(Path.of("/usr/bin/rpmbuild")).exists();
    }

    private Object build(String more) throws Exception {
        var sources = Files.createTempDirectory(folder, "sources");
        Files.writeString(sources.resolve("headrace.spec"), SPEC.replace("@MORE@", more));
        var target = new RootTarget("host", roots, sandbox, RootTarget.Bounds.USUAL);
        try (var bench = target.open(BuildOptions.PLAIN, Optional.empty(), log)) {
            if (!(bench.sourceRpm(sources, "headrace.spec") instanceof Ran.Done<Path>(Path sourceRpm))) {
                return log.text();
            }
            var required = bench.require(List.of("python3-devel", more));
            if (!(required instanceof Ran.Done<?>)) {
                return required;
            }
            var rebuilt = bench.rebuild(sourceRpm);
            if (rebuilt instanceof Rebuilt.Built(var rpms)) {
                assertThat(bench.installFresh(rpms)).as(log.text()).isInstanceOf(Ran.Done.class);
            }
            return rebuilt;
        }
    }
}
