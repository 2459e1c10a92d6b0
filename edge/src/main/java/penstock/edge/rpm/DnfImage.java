package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.Packages.Ready;
import penstock.edge.rpm.Roots.Repository;
import penstock.engine.build.Workbench.InstalledRpm;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * Makes a root of a distribution's RPMs. No code of a package runs outside of the sandbox:
 *
 * <ol>
 *   <li>the host's dnf chooses, from lists alone; what it chose is fetched
 *   <li>the host's rpm, in a sandbox that has the host's {@code /usr} and nothing else of it, unpacks the files without scriptlets
 *   <li>in a sandbox that has what was unpacked as its root, the distribution's own rpm installs the packages, scriptlets included, into
 *       a database of its own format
 * </ol>
 */
final class DnfImage {
    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofMinutes(60), 4L << 30, 2048, 64L << 20);
    private static final Duration QUICK = Duration.ofMinutes(15);
    private static final long DISK = 16L << 30;
    private static final String INSTALL = "/run/penstock/install/";
    private static final String PACKED = "/penstock.tar";

    /** Modes are so that everything can be removed by who runs this; the second step sets the packages' own. */
    private static final String UNPACK = """
            set -e
            mkdir /image
            rpm --root /image --initdb
            rpm --root /image --install --nodeps --noscripts --notriggers --nosignature --noplugins "$@"
            rm -rf /image/var/lib/rpm/* /image/usr/lib/sysimage/rpm/*
            tar --create --numeric-owner --mode=u+rwX --file /penstock.tar --directory /image .
            """;

    /** Builds run as an ordinary user. */
    private static final String FINISH = """
            set -e
            grep -q '^builder:' /etc/passwd || echo 'builder:x:1000:1000::/build:/bin/bash' >> /etc/passwd
            grep -q '^builder:' /etc/group || echo 'builder:x:1000:' >> /etc/group
            mkdir -p /build /etc/rpm
            if [ -n "$1" ]; then echo "%dist $1" > /etc/rpm/macros.zz-penstock; fi
            tar --create --numeric-owner --one-file-system --exclude=./penstock.tar --file /penstock.tar --directory / .
            """;

    private final ProcessRunner processes;
    private final Sandbox sandbox;
    private final List<Repository> repositories;
    private final Source source;
    private final String dist;

    /** Where the file of a package comes from; see {@link Roots#fetch}. */
    interface Source {
        Path fetch(Repository repository, String location, String sha256) throws OutsideFailure, InterruptedException;
    }

    DnfImage(ProcessRunner processes, Sandbox sandbox, List<Repository> repositories, Source source, String dist) {
        this.processes = processes;
        this.sandbox = sandbox;
        this.repositories = repositories;
        this.source = source;
        this.dist = dist;
    }

    /** Makes {@code root} in a folder; what else was put there is removed. */
    void make(Path folder, List<String> needs, Consumer<String> progress)
            throws OutsideFailure, IOException, InterruptedException {
        var chosen = choose(folder.resolve("ask"), needs);
        progress.accept("fetching " + chosen.size() + " packages");
        var ready = new ArrayList<Ready>();
        for (var one : chosen) {
            var repository = repositories.stream()
                    .filter(r -> r.name().equals(one.repository().orElse("")))
                    .findFirst()
                    .orElseThrow();
            var sha256 = one.sha256().orElse("");
            ready.add(
                    new Ready(new InstalledRpm(one.nevra(), sha256), source.fetch(repository, one.location(), sha256)));
        }
        unpackFirst(folder, ready, progress);
        install(folder, ready, progress);
        Trees.delete(folder.resolve("ask"));
        Trees.delete(folder.resolve("tools"));
        Trees.delete(folder.resolve("unpacked"));
    }

    private List<Resolution.Chosen> choose(Path ask, List<String> needs)
            throws OutsideFailure, IOException, InterruptedException {
        var empty = Files.createDirectories(ask.resolve("root"));
        Files.createDirectories(empty.resolve("var/lib/rpm"));
        var question = new ArrayList<String>();
        repositories.forEach(r -> question.add("repo " + r.name() + " " + r.folder() + " " + r.priority()));
        question.add("root " + empty);
        needs.forEach(need -> question.add("need " + need));
        Files.write(ask.resolve("question"), question, StandardCharsets.UTF_8);
        Files.write(ask.resolve("resolve.py"), RootFiles.read(RootFiles.RESOLVE));
        var answer = ask.resolve("answer");
        var lines = new Lines(line -> {});
        var ended = processes.run(
                Invocation.of(
                        QUICK,
                        List.of(
                                "/usr/bin/python3",
                                "-B",
                                ask.resolve("resolve.py").toString(),
                                ask.resolve("question").toString(),
                                answer.toString())),
                lines::write);
        lines.end();
        if (!Files.exists(answer)) {
            throw new OutsideFailure("dnf (python3-dnf) gives no answer: " + lines.tail(), false);
        }
        return switch (Resolution.parse(Files.readAllLines(answer, StandardCharsets.UTF_8), ended.ok() ? 0 : 1)) {
            case Resolution.Found found -> found.chosen();
            case Resolution.None none -> throw new OutsideFailure("the root cannot be made: " + words(none), false);
            case Resolution.Broken _ -> throw new OutsideFailure("dnf did not come to an answer", true);
        };
    }

    private static String words(Resolution.None none) {
        var words = new ArrayList<String>();
        for (var missing : none.missing()) {
            words.add("nothing provides " + missing.requirement()
                    + (missing.wantedBy().isEmpty() ? "" : ", required by " + missing.wantedBy())
                    + (missing.onOffer().isEmpty() ? "" : ", on offer is " + String.join(", ", missing.onOffer())));
        }
        return String.join("; ", words.isEmpty() ? none.problems() : words);
    }

    private void unpackFirst(Path folder, List<Ready> ready, Consumer<String> progress)
            throws OutsideFailure, IOException, InterruptedException {
        var mounts = new ArrayList<Sandbox.Mount>();
        mounts.add(new Sandbox.Mount(Path.of("/usr"), "/usr"));
        var argv = new ArrayList<>(List.of("/bin/sh", "-c", UNPACK, "sh"));
        for (var one : ready) {
            var inside = INSTALL + argv.size() + ".rpm";
            mounts.add(new Sandbox.Mount(one.file(), inside));
            argv.add(inside);
        }
        progress.accept("unpacking " + ready.size() + " packages");
        try (var box = sandbox.open(List.of(tools(folder.resolve("tools"))), DISK)) {
            run(box, Commands.inside(mounts, LIMITS, argv), "unpacking the packages");
            copyOut(box, folder.resolve("unpacked"));
        }
    }

    /** A root whose programs are the host's, once its {@code /usr} is there: nothing else of the host is seen. */
    private static Path tools(Path tree) throws IOException {
        for (var name : List.of("dev", "etc", "proc", "run", "tmp", "usr", "var/tmp")) {
            Files.createDirectories(tree.resolve(name));
        }
        for (var name : List.of("bin", "sbin", "lib", "lib64")) {
            if (Files.isDirectory(Path.of("/usr", name))) {
                Files.createSymbolicLink(tree.resolve(name), Path.of("usr", name));
            }
        }
        return tree;
    }

    private void install(Path folder, List<Ready> ready, Consumer<String> progress)
            throws OutsideFailure, IOException, InterruptedException {
        progress.accept("installing " + ready.size() + " packages");
        try (var box = sandbox.open(List.of(folder.resolve("unpacked")), DISK)) {
            run(box, Commands.inside(List.of(), LIMITS, "rpm", "--initdb"), "making rpm's database");
            var lines = new Lines(line -> {});
            var ended = Installing.runFirst(box, ready, LIMITS, lines::write);
            lines.end();
            if (!ended.ok()) {
                throw new OutsideFailure(
                        "the packages cannot be installed: " + ended.limit().orElse(lines.tail()), false);
            }
            run(box, Commands.inside(List.of(), LIMITS, "/bin/sh", "-c", FINISH, "sh", dist), "finishing the root");
            copyOut(box, folder.resolve("root"));
        }
    }

    private static void run(Sandbox.Root box, Sandbox.Command command, String what)
            throws OutsideFailure, InterruptedException {
        var lines = new Lines(line -> {});
        var ended = box.run(command, lines::write);
        lines.end();
        if (!ended.ok()) {
            throw new OutsideFailure(what + ": " + ended.limit().orElse(lines.tail()), false);
        }
    }

    /** GNU tar leaves no path of an archive out of the folder, whatever made the archive. */
    private void copyOut(Sandbox.Root box, Path to) throws OutsideFailure, IOException, InterruptedException {
        var packed = to.resolveSibling("packed.tar");
        box.copyOut(PACKED, packed, DISK);
        Files.createDirectory(to);
        processes
                .capture(Invocation.of(
                        QUICK,
                        List.of(
                                "tar",
                                "--extract",
                                "--numeric-owner",
                                "--same-permissions",
                                "--file",
                                packed.toString(),
                                "--directory",
                                to.toString())))
                .orFail("unpacking a root");
        Files.delete(packed);
    }
}
