package penstock.edge.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.edge.rpm.Packages.Ready;
import penstock.engine.build.BuildLog;
import penstock.engine.build.LinePart;
import penstock.engine.build.UserMachine;
import penstock.engine.build.Workbench.Ran;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.engine.scenario.TestMachine;

/**
 * A root with dnf at work in it: a fresh one, or one with Puppet. A fresh root has no dnf of its own: the one of the build root is used, from its own tree, so that what
 * is installed here finds no more than a user's machine has.
 */
final class DnfMachine implements UserMachine, TestMachine {
    private static final String TOOLS = "/run/penstock/tools";
    private static final String LINE = "/run/penstock/line";
    private static final String PUBLISHED = "/run/penstock/published";
    private static final String REPODATA = "repodata";
    private static final String KEYS = "/run/penstock/keys";
    private static final String DEPENDENCIES = "/run/penstock/dependencies";
    private static final String METADATA = "/var/lib/penstock-dependencies";

    /**
     * rpm's plugin that gives scriptlets namespaces of their own needs what the sandbox does not give; with it no scriptlet runs,
     * and dnf ends well all the same.
     */
    private static final String MACROS = "%__transaction_unshare %{nil}\n";

    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofMinutes(15), 4L << 30, 512, 64 << 20);

    private final Roots roots;
    private final Packages packages;
    private final Signed repository;
    private final Path scripts;
    private final Sandbox.Root root;
    /** The packages that were found, and what is told of them. */
    private List<Sandbox.Mount> found = List.of();

    private DnfMachine(Roots roots, Packages packages, Signed repository, Path scripts, Sandbox.Root root) {
        this.roots = roots;
        this.packages = packages;
        this.repository = repository;
        this.scripts = scripts;
        this.root = root;
    }

    /**
     * @param line the folder in which all its links end
     * @param folders below that, a repository each
     * @param keys of its packages' signatures; empty when they have none
     */
    record Signed(Path line, List<Path> folders, Optional<Path> keys) {}

    /** @param lower the root that it begins with */
    static DnfMachine start(Roots roots, Sandbox sandbox, Lower lower, Signed repository, BuildLog log)
            throws OutsideFailure {
        var parts = repository.folders().stream().map(LinePart::whole).toList();
        var packages = new Packages(roots, sandbox, parts, log);
        try {
            var scripts = Files.createTempDirectory("penstock-machine-");
            RootFiles.write(List.of(RootFiles.FROM_TOOLS), scripts);
            Files.writeString(scripts.resolve(".rpmmacros"), MACROS);
            return new DnfMachine(roots, packages, repository, scripts, sandbox.open(lower.trees(), lower.diskBytes()));
        } catch (IOException e) {
            throw new OutsideFailure("cannot make a folder for a user's machine: " + e, false, e);
        }
    }

    /** What a machine's root begins with, and how much may be written in it. */
    record Lower(Sandbox.Lower trees, long diskBytes) {}

    @Override
    public Sandbox.Ended install(List<String> wanted, Sandbox.Output output)
            throws OutsideFailure, InterruptedException {
        var mounts = new ArrayList<>(List.of(
                new Sandbox.Mount(roots.build().getFirst(), TOOLS),
                new Sandbox.Mount(scripts, "/run/penstock/scripts")));
        for (int i = 0; i < repository.folders().size(); i++) {
            mounts.add(new Sandbox.Mount(repository.folders().get(i).resolve(REPODATA), place(i) + "/" + REPODATA));
        }
        repository.keys().ifPresent(keys -> mounts.add(new Sandbox.Mount(keys, KEYS)));
        roots.usr().reversed().stream().limit(1).forEach(usr -> mounts.add(new Sandbox.Mount(usr, TOOLS + "/usr")));
        // Asked first, so that the target makes what it has not made yet; where there is no way, dnf shall say so
        // itself.
        if (packages.find(wanted, List.of(), true) instanceof Ran.Done<List<Ready>>(List<Ready> ready)) {
            ready.forEach(one -> mounts.add(new Sandbox.Mount(one.file(), inside(one.file()))));
        }
        found = mounts.stream()
                .filter(mount -> mount.inside().startsWith(DEPENDENCIES)
                        || mount.inside().equals(KEYS))
                .toList();
        var ended = root.run(tool(mounts, "createrepo_c", createrepo(mounts)), output);
        if (!ended.ok()) {
            return ended;
        }
        if (repository.keys().isPresent()) {
            var known = root.run(tool(mounts, "rpmkeys", List.of("--import", KEYS)), output);
            if (!known.ok()) {
                return known;
            }
        }
        var watch = new ScriptletWatch(output);
        var installed = root.run(tool(mounts, "python3", dnf(wanted)), watch);
        return installed.ok() && watch.failed() ? new Sandbox.Ended(1, installed.limit()) : installed;
    }

    /** A package of the line lies where the line's metadata says; a repository's links would lead nowhere in here. */
    private String inside(Path file) {
        for (int i = 0; i < repository.folders().size(); i++) {
            Path folder = repository.folders().get(i);
            if (file.startsWith(folder)) {
                return place(i) + "/" + folder.relativize(file);
            }
        }
        return DEPENDENCIES + "/" + file.getFileName();
    }

    /** Where a repository is inside, and what it is called. */
    private static String place(int i) {
        return i == 0 ? LINE : LINE + i;
    }

    private static String called(int i) {
        return i == 0 ? "line" : "line" + i;
    }

    private static List<String> createrepo(List<Sandbox.Mount> mounts) {
        // Without a single dependency the folder would not be there.
        var folder =
                mounts.stream().anyMatch(mount -> mount.inside().startsWith(DEPENDENCIES)) ? DEPENDENCIES : METADATA;
        return List.of("--quiet", "--outputdir", METADATA, "--baseurl", "file://" + folder, folder);
    }

    private List<String> dnf(List<String> wanted) {
        var argv = new ArrayList<>(List.of(
                TOOLS + "/usr/bin/dnf",
                "--assumeyes",
                "--releasever=1",
                "--setopt=reposdir=/nonexistent",
                "--setopt=install_weak_deps=False",
                "--setopt=best=True",
                "--setopt=dependencies.gpgcheck=0",
                "--repofrompath=dependencies,file://" + METADATA));
        for (int i = 0; i < repository.folders().size(); i++) {
            argv.add("--setopt=" + called(i) + ".gpgcheck=" + (repository.keys().isPresent() ? 1 : 0));
            argv.add("--repofrompath=" + called(i) + ",file://" + place(i));
        }
        argv.addAll(List.of("install", "--"));
        argv.addAll(wanted);
        return argv;
    }

    private static Sandbox.Command tool(List<Sandbox.Mount> mounts, String program, List<String> arguments) {
        var argv = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "mkdir -p " + METADATA + " && HOME=/run/penstock/scripts exec /run/penstock/scripts/from-tools \"$@\"",
                "sh",
                TOOLS,
                program));
        argv.addAll(arguments);
        return Commands.inside(List.copyOf(mounts), LIMITS, argv);
    }

    @Override
    public Sandbox.Ended run(List<String> argv, Sandbox.Output output) throws OutsideFailure, InterruptedException {
        var command = Commands.asUser(List.of(), LIMITS, argv);
        return root.run(
                new Sandbox.Command(command.argv(), command.environment(), "/tmp", List.of(), LIMITS, false, false),
                output);
    }

    @Override
    public Sandbox.Ended run(List<String> argv, List<Sandbox.Mount> more, Sandbox.Limits limits, Sandbox.Output output)
            throws OutsideFailure, InterruptedException {
        var mounts = new ArrayList<>(found);
        if (found.stream().noneMatch(mount -> mount.inside().equals(KEYS))) {
            repository.keys().ifPresent(keys -> mounts.add(new Sandbox.Mount(keys, KEYS)));
        }
        mounts.add(new Sandbox.Mount(repository.line(), PUBLISHED));
        mounts.addAll(more);
        var command = Commands.inside(mounts, limits, argv);
        return root.run(command, output);
    }

    @Override
    public String repositories() {
        var all = new StringBuilder();
        for (int i = 0; i < repository.folders().size(); i++) {
            var folder = PUBLISHED + "/"
                    + repository.line().relativize(repository.folders().get(i));
            all.append(repository(called(i), folder, 1))
                    .append(
                            repository.keys().isPresent()
                                    ? "gpgcheck=1\ngpgkey=file://" + KEYS + "\n"
                                    : "gpgcheck=0\n");
        }
        if (found.stream().anyMatch(mount -> mount.inside().startsWith(DEPENDENCIES))) {
            all.append(repository("dependencies", METADATA, 99)).append("gpgcheck=0\n");
        }
        return all.toString();
    }

    private static String repository(String name, String folder, int priority) {
        return "[" + name + "]\nname=" + name + "\nbaseurl=file://" + folder + "\npriority=" + priority + "\n";
    }

    @Override
    public String facts() {
        return roots.facts();
    }

    @Override
    public List<String> files(String inside) throws OutsideFailure {
        return root.files(inside);
    }

    @Override
    public void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure {
        root.copyOut(inside, to, maxBytes);
    }

    @Override
    public void close() throws OutsideFailure {
        try (root;
                packages) {
            Trees.delete(scripts);
        } catch (IOException e) {
            throw new OutsideFailure("cannot remove " + scripts + ": " + e, false, e);
        }
    }
}
