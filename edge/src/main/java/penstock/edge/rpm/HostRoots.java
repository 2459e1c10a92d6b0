package penstock.edge.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * The Debian that Penstock runs on as a target: its own {@code /usr}, only read, under what a build writes. Nothing else of the machine
 * is seen: {@code /etc} is made of what its packages brought ({@link HostEtc}), {@code /usr/local} is hidden as no package has it, and
 * every other folder is empty. What the packages supply is told to rpm as in {@link DebianRoots}; nothing more is fetched.
 */
public final class HostRoots implements Roots {
    /** A program, and the Debian package that has it: what Penstock and its macros themselves run in the root. */
    private static final List<List<String>> NEEDED = List.of(
            List.of("usr/bin/rpmbuild", "rpm"),
            List.of("usr/bin/createrepo_c", "createrepo-c"),
            List.of("usr/lib/python3/dist-packages/dnf", "dnf"),
            List.of("usr/bin/git", "git"),
            List.of("usr/bin/patch", "patch"),
            List.of("usr/lib/python3/dist-packages/installer", "python3-installer"),
            List.of("usr/lib/python3/dist-packages/packaging", "python3-packaging"),
            List.of("usr/lib/python3/dist-packages/setuptools", "python3-setuptools"),
            List.of("usr/lib/python3/dist-packages/wheel", "python3-wheel"));

    private static final String REGISTER = """
            set -e
            cp -r /run/penstock/files /usr/lib/rpm/penstock
            # Debian 12's rpm would have it in the home of whoever calls it.
            mkdir -p /etc/rpm
            echo '%_dbpath /var/lib/rpm' > /etc/rpm/macros.database
            /usr/lib/rpm/penstock/finish "$1"
            site=$(python3 -c 'import sys; print("usr/lib/python%d.%d/site-packages" % sys.version_info[:2])')
            tar --create --numeric-owner --file /penstock.tar --directory / \\
                etc var/lib/rpm build usr/lib/rpm/penstock usr/lib/python3/dist-packages/penstock.pth "$site"
            """;

    private static final Pattern VERSION_ID = Pattern.compile("(?m)^VERSION_ID=\"?([0-9]+)");
    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofMinutes(10), 2L << 30, 512, 16L << 20);
    private static final long DISK = 1L << 30;
    private static final String PACKED = "/penstock.tar";

    private final Path host;
    private final String dist;
    private final ImageCache cache;
    private final ProcessRunner processes;
    private final Sandbox sandbox;
    private volatile @Nullable Made made;

    /** @param packages digest of dpkg's list when the image was made */
    private record Made(Path image, String packages) {}

    /** @param dist what {@code %dist} is; empty for {@code .deb} and Debian's number */
    public HostRoots(String dist, ImageCache cache, ProcessRunner processes, Sandbox sandbox) {
        this(Path.of("/"), dist, cache, processes, sandbox);
    }

    /** For tests: {@code host} stands for the machine's root. */
    HostRoots(Path host, String dist, ImageCache cache, ProcessRunner processes, Sandbox sandbox) {
        this.host = host;
        this.dist = dist;
        this.cache = cache;
        this.processes = processes;
        this.sandbox = sandbox;
    }

    /** Asked before every build, so that packages that were installed in the meantime count. */
    @Override
    public void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        requireDebian();
        var packages = packages();
        var present = made;
        if (present != null && present.packages.equals(packages)) {
            return;
        }
        var key = key(packages);
        if (!cache.has(key)) {
            progress.accept("taking in what the packages of this machine supply");
        }
        made = new Made(cache.get(key, this::make), packages);
    }

    @Override
    public String digest() throws OutsideFailure {
        return new Digest().add(key(packages())).hex();
    }

    @Override
    public List<Path> build() {
        return List.of(image().resolve("root"));
    }

    @Override
    public List<Path> fresh() {
        return build();
    }

    @Override
    public List<Path> usr() {
        return List.of(image().resolve("usr"), host.resolve("usr"));
    }

    @Override
    public List<Repository> repositories() {
        return List.of();
    }

    @Override
    public boolean supply(List<Missing> missing, BuildLog log) throws OutsideFailure {
        log.say("the machine's own packages do not provide it; when Debian has it, apt-get install it on this machine");
        return false;
    }

    @Override
    public Path fetch(Repository repository, String location, String sha256) {
        throw new IllegalArgumentException("no repository of this target: " + repository.name());
    }

    private Path image() {
        var present = made;
        if (present == null) {
            throw new IllegalStateException("the target is not prepared");
        }
        return present.image;
    }

    private void requireDebian() throws OutsideFailure {
        if (!Files.exists(host.resolve(HostEtc.STATUS)) || !Files.isSymbolicLink(host.resolve("bin"))) {
            throw new OutsideFailure(
                    "only a Debian whose /bin is a link to /usr/bin can be a target of kind host; use debian-root or dnf-root",
                    false);
        }
        var absent = NEEDED.stream()
                .filter(one -> !Files.exists(host.resolve(one.getFirst())))
                .map(List::getLast)
                .toList();
        if (!absent.isEmpty()) {
            throw new OutsideFailure(
                    "this machine cannot be built on yet: apt-get install " + String.join(" ", absent), false);
        }
    }

    private String packages() throws OutsideFailure {
        try {
            return Digest.ofFile(host.resolve(HostEtc.STATUS));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read the list of this machine's packages: " + e, false, e);
        }
    }

    private String key(String packages) throws OutsideFailure {
        var digest = new Digest()
                .add("1")
                .add(dist())
                .add(packages)
                .add(RootFiles.digest(RootFiles.DEBIAN))
                .add(REGISTER);
        return "host-" + digest.hex().substring(0, 16);
    }

    private String dist() throws OutsideFailure {
        if (!dist.isEmpty()) {
            return dist;
        }
        try {
            var version = VERSION_ID.matcher(Files.readString(host.resolve("usr/lib/os-release")));
            return ".deb" + (version.find() ? version.group(1) : "");
        } catch (IOException e) {
            throw new OutsideFailure("cannot read which Debian this machine has: " + e, false, e);
        }
    }

    /** Two trees: {@code root}, which has everything but {@code /usr}, and {@code usr}, which lies over the machine's. */
    private void make(Path folder) throws OutsideFailure, IOException, InterruptedException {
        var root = Files.createDirectory(folder.resolve("root"));
        new HostEtc(host).makeRoot(root);
        var files = folder.resolve("files");
        RootFiles.write(RootFiles.DEBIAN, files);
        var packed = folder.resolve("packed.tar");
        try (var box = sandbox.open(new Sandbox.Lower(List.of(root), List.of(host.resolve("usr"))), DISK)) {
            var said = new Lines(line -> {});
            var mounts = List.of(new Sandbox.Mount(files, "/run/penstock/files"));
            var ended =
                    box.run(Commands.inside(mounts, LIMITS, "/bin/bash", "-c", REGISTER, "sh", dist()), said::write);
            said.end();
            if (!ended.ok()) {
                throw new OutsideFailure(
                        "this machine's packages cannot be told to rpm: "
                                + ended.limit().orElse(said.tail()),
                        false);
            }
            box.copyOut(PACKED, packed, DISK);
        }
        // GNU tar leaves no path of an archive out of the folder, whatever made the archive.
        command(
                "tar",
                "--extract",
                "--numeric-owner",
                "--same-permissions",
                "--file",
                packed.toString(),
                "--directory",
                root.toString());
        var usr = folder.resolve("usr");
        Files.move(root.resolve("usr"), usr);
        Files.createDirectory(root.resolve("usr"));
        // A character device 0,0 in an upper tree hides what a lower one has there.
        command("mknod", usr.resolve("local").toString(), "c", "0", "0");
        Files.delete(packed);
        Trees.delete(files);
    }

    private void command(String... argv) throws OutsideFailure, InterruptedException {
        processes.capture(Invocation.of(Duration.ofMinutes(5), argv)).orFail("making the root of this machine");
    }
}
