package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * A Debian suite as a target for RPMs: two roots made by mmdebstrap, one with the tools to build, one with little more than rpm
 * and Python, both with our macros, and in rpm's database a package without files, {@code debian-userland}, that provides what
 * their Debian packages supply. Dependencies are Debian packages made into RPMs ({@link DebianPool}).
 */
public final class DebianRoots implements Roots {
    private static final List<String> BUILD = List.of(
            "rpm",
            "dnf",
            "createrepo-c",
            "git",
            "gnu-which",
            "make",
            "patch",
            "bzip2",
            "xz-utils",
            "unzip",
            "file",
            "gettext",
            "python3-babel",
            "python3-pbr",
            "python3-setuptools",
            "python3-wheel",
            "python3-pip",
            "python3-packaging",
            "python3-installer");

    private static final List<String> FRESH = List.of("rpm", "python3");

    /** What deploys: Puppet, dnf for it to install with, and what starts units of systemd where systemd itself does not run. */
    private static final List<String> DEPLOY = List.of(
            "rpm", "python3", "dnf", "puppet", "puppet-lint", "systemctl", "python3-packaging", "iproute2", "procps");

    /**
     * Puppet uses systemd's commands where the first process is systemd. In the sandbox it is not, though there are the same commands; a new
     * Puppet in which this says nothing ends the making of the root.
     */
    private static final String DEPLOY_HOOK = """
            #!/bin/sh
            set -e
            provider=$1/usr/lib/ruby/vendor_ruby/puppet/provider/service/systemd.rb
            sed -i "s|^  confine :true => .*/proc/1/comm.*|  confine :true => Puppet::FileSystem.exist?('/usr/bin/systemctl')|" "$provider"
            grep -q "confine :true => Puppet::FileSystem.exist?('/usr/bin/systemctl')" "$provider"
            """;

    private static final Duration MAKING = Duration.ofMinutes(30);

    private final DebianSettings settings;
    private final ImageCache cache;
    private final ProcessRunner processes;
    private final Sandbox sandbox;
    private volatile @Nullable Made made;

    private record Made(Path build, Path fresh, DebianArchive archive, DebianPool pool) {}

    public DebianRoots(DebianSettings settings, ImageCache cache, ProcessRunner processes, Sandbox sandbox) {
        this.settings = settings;
        this.cache = cache;
        this.processes = processes;
        this.sandbox = sandbox;
    }

    @Override
    public void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        if (made != null) {
            return;
        }
        var packages = new ArrayList<>(BUILD);
        packages.addAll(settings.packages());
        var build = image("build", packages, progress);
        var fresh = image("fresh", FRESH, progress);
        var archive = new DebianArchive(processes, cache, fresh, settings);
        var pool = new DebianPool(archive, cache, sandbox, List.of(build), poolKey());
        archive.refresh(progress);
        made = new Made(build, fresh, archive, pool);
    }

    /** Of the recipe and, once the root is made, of what Debian had then: the same recipe gives another root next year. */
    @Override
    public String digest() throws OutsideFailure {
        var packages = new ArrayList<>(BUILD);
        packages.addAll(settings.packages());
        var digest = new Digest().add(key("build", packages)).add(key("fresh", FRESH));
        new java.util.TreeMap<>(settings.overrides())
                .forEach((name, deb) -> digest.add(name).add(deb));
        var present = made;
        if (present != null) {
            var status = present.build.resolve("var/lib/dpkg/status");
            try {
                digest.add(Digest.ofFile(status));
            } catch (IOException e) {
                throw new OutsideFailure("cannot read " + status + ": " + e, false, e);
            }
        }
        return digest.hex();
    }

    @Override
    public List<Path> build() {
        return List.of(made().build);
    }

    @Override
    public List<Path> fresh() {
        return List.of(made().fresh);
    }

    @Override
    public Optional<Sandbox.Lower> toDeploy(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        return Optional.of(
                new Sandbox.Lower(List.of(image("deploy", DEPLOY, List.of(DEPLOY_HOOK), progress)), List.of()));
    }

    /** Packages here are those of Enterprise Linux, whose paths and programs modules take from these facts. */
    @Override
    public String facts() {
        return """
                {"os": {"name": "CentOS", "family": "RedHat", "release": {"full": "9", "major": "9"}},
                 "osfamily": "RedHat", "operatingsystem": "CentOS",
                 "operatingsystemrelease": "9", "operatingsystemmajrelease": "9"}
                """;
    }

    @Override
    public List<Repository> repositories() throws OutsideFailure, InterruptedException {
        return made().pool.repository().stream().toList();
    }

    @Override
    public boolean supply(List<Missing> missing, BuildLog log) throws OutsideFailure, InterruptedException {
        return made().pool.supply(missing.stream().map(Missing::requirement).toList(), log);
    }

    @Override
    public List<Promised> promised(Collection<String> capabilities) throws OutsideFailure, InterruptedException {
        var archive = made().archive;
        var names = archive.names();
        var likeliest = new LinkedHashMap<String, String>();
        for (var capability : capabilities) {
            names.candidates(capability).stream().findFirst().ifPresent(deb -> likeliest.put(capability, deb));
        }
        var versions = archive.versions(new TreeSet<>(likeliest.values()));
        var promised = new ArrayList<Promised>();
        likeliest.forEach((capability, deb) -> {
            var version = versions.get(deb);
            if (version != null) {
                promised.add(new Promised(capability, deb, version));
            }
        });
        return promised;
    }

    @Override
    public Path fetch(Repository repository, String location, String sha256) {
        return made().pool.file(location);
    }

    private Made made() {
        var present = made;
        if (present == null) {
            throw new IllegalStateException("the target is not prepared");
        }
        return present;
    }

    private String poolKey() {
        var digest = new Digest().add(settings.suite()).add(key("fresh", FRESH));
        settings.mirrors().forEach(digest::add);
        return "debian-" + settings.suite() + "-pool-" + digest.hex().substring(0, 16);
    }

    private String key(String kind, List<String> packages) {
        return key(kind, packages, List.of());
    }

    private String key(String kind, List<String> packages, List<String> more) {
        var digest = new Digest().add("1").add(settings.dist()).add(RootFiles.digest(RootFiles.DEBIAN));
        settings.mirrors().forEach(digest::add);
        packages.forEach(digest::add);
        more.forEach(digest::add);
        return "debian-" + settings.suite() + "-" + kind + "-" + digest.hex().substring(0, 16);
    }

    private Path image(String kind, List<String> packages, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        return image(kind, packages, List.of(), progress);
    }

    /** @param more scripts that are run outside with the root's folder, after it is made */
    private Path image(String kind, List<String> packages, List<String> more, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        var key = key(kind, packages, more);
        if (!cache.has(key)) {
            progress.accept("making the " + kind + " root of Debian " + settings.suite() + ", once");
        }
        var image = cache.get(key, temporary -> make(temporary, packages, more, progress));
        return image.resolve("root");
    }

    /** mmdebstrap makes {@code root} in a folder of its own, so that a root that was not finished has no final name. */
    private void make(Path folder, List<String> packages, List<String> more, Consumer<String> progress)
            throws OutsideFailure, IOException, InterruptedException {
        var hooks = folder.resolve("hooks");
        RootFiles.write(RootFiles.DEBIAN, folder.resolve("penstock"));
        Files.createDirectory(hooks);
        hook(hooks.resolve("customize00.sh"), """
                #!/bin/sh
                set -e
                cp -r "$(dirname "$0")/../penstock" "$1/usr/lib/rpm/penstock"
                chroot "$1" /usr/lib/rpm/penstock/finish '%s'
                """.formatted(settings.dist()));
        for (int i = 0; i < more.size(); i++) {
            hook(hooks.resolve("customize%02d.sh".formatted(i + 1)), more.get(i));
        }
        var root = folder.resolve("root");
        var argv = new ArrayList<>(List.of(
                "mmdebstrap",
                "--variant=minbase",
                "--include=" + String.join(",", packages),
                "--hook-directory=" + hooks,
                "--aptopt=Acquire::Retries \"3\"",
                settings.suite(),
                root.toString()));
        argv.addAll(settings.mirrors());
        var lines = new Lines(line -> {
            if (line.startsWith("I: ") || line.startsWith("E: ")) {
                progress.accept("mmdebstrap: " + line.substring(3));
            }
        });
        var ended = processes.run(Invocation.of(MAKING, argv), lines::write);
        lines.end();
        if (!ended.ok()) {
            throw new OutsideFailure("mmdebstrap: " + ended.words() + ": " + lines.tail(), true);
        }
        Trees.delete(hooks);
        Trees.delete(folder.resolve("penstock"));
    }

    private static void hook(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                Optional.ofNullable(file.getParent()).orElseThrow(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
