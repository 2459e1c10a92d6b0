package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * The sandbox on one host. A root is an overlay in a mount namespace of its own, held by a process that dies with Penstock
 * ({@link Holder}); a command is bubblewrap started in there, within control groups where the host allows them.
 *
 * <p>Who commands are outside: when Penstock is root, uids that nobody else uses ({@link SandboxSettings#firstUid()}); when it is a
 * user with a range in {@code /etc/subuid}, that user and its range; else that user, the only one that is seen inside.
 */
public final class BubblewrapSandbox implements Sandbox {
    private final EphemeralRoot.Host host;
    private final PlainOwners plain;

    private BubblewrapSandbox(EphemeralRoot.Host host) {
        this.host = host;
        this.plain = new PlainOwners(host.tools(), (long) host.settings().firstUid() + Entry.PLAIN);
    }

    /** Finds out what the host offers, and sweeps what dead Penstocks left. Tools that are missing are a failure that names them. */
    public static BubblewrapSandbox on(SandboxSettings settings) throws OutsideFailure {
        var tools = HostTools.find();
        if (!tools.missing().isEmpty()) {
            throw new OutsideFailure(
                    "sandbox: not installed: " + String.join(", ", tools.missing())
                            + " (Debian: apt-get install bubblewrap util-linux)",
                    false);
        }
        var owner = Owner.self();
        var sandbox = new BubblewrapSandbox(new EphemeralRoot.Host(tools, settings, Cgroups.find(owner), owner));
        sandbox.sweep();
        return sandbox;
    }

    /** Takes down what Penstocks that died left on the host: control groups and images of layers (mounts are gone with them). */
    public void sweep() throws OutsideFailure {
        host.cgroups().sweep();
        var folder = host.settings().folder();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var entries = Files.newDirectoryStream(folder, "penstock-*")) {
            for (var entry : entries) {
                if (Owner.dead(entry.getFileName().toString())) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot sweep " + folder + ": " + e.getMessage(), true, e);
        }
    }

    /**
     * How a limit is held on this host.
     *
     * @param better what to do for a stricter one; empty when there is none
     */
    public record Held(String limit, String by, String better) {}

    /** How each limit is held on this host, for an operator. */
    public List<Held> held() throws OutsideFailure {
        var cgroups = host.cgroups();
        return List.of(
                identity(),
                new Held(
                        "limit on processes",
                        by(cgroups.processes(), "RLIMIT_NPROC, which counts by user: two builds share it"),
                        cgroups.processes().isPresent() ? "" : delegated()),
                new Held(
                        "limit on memory",
                        by(cgroups.memory(), "RLIMIT_AS of each process; a hit is not told as such"),
                        cgroups.memory().isPresent() ? "" : delegated()),
                layers());
    }

    private Held identity() throws OutsideFailure {
        if (host.tools().root()) {
            int first = host.settings().firstUid();
            return new Held("builds run as", "uids " + first + " to " + (first + IdMap.COUNT - 1) + ", nobody's", "");
        }
        var user = "uid " + host.tools().uid();
        return ids().single()
                ? new Held(
                        "builds run as",
                        user + " alone: packages with files of other users cannot be installed",
                        "apt-get install uidmap, then as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                                + System.getProperty("user.name", "USER"))
                : new Held("builds run as", user + " and its range in /etc/subuid", "");
    }

    private Held layers() {
        var memory = "memory up to " + Sizes.words(host.settings().memoryLayerBytes());
        if (!host.tools().root()) {
            return new Held("what a build writes", "is kept in memory: only root can mount an image", "");
        }
        return host.tools().has("mkfs.ext4") && Files.exists(Path.of("/dev/loop-control"))
                ? new Held("what a build writes", "is kept in " + memory + ", above that in an ext4 image", "")
                : new Held(
                        "what a build writes",
                        "is kept in memory, however large",
                        "apt-get install e2fsprogs; in a container, allow /dev/loop-control and loop devices");
    }

    private String delegated() {
        return "run it in a control group of its own: systemd-run "
                + (host.tools().root() ? "" : "--user ") + "--scope -p Delegate=yes ./penstock serve";
    }

    /** Whether Penstock is root here, which roots with a {@code /usr} of the host's need. */
    public boolean isRoot() {
        return host.tools().root();
    }

    /** Whether the kernel counts hits of the limits on processes and memory here; else some are not told. */
    public boolean countsLimits() {
        return host.cgroups().memory().isPresent() && host.cgroups().processes().isPresent();
    }

    @Override
    public Root open(Lower lower, long diskBytes) throws OutsideFailure {
        if (lower.trees().isEmpty() || diskBytes <= 0) {
            throw new IllegalArgumentException("a root needs a lower tree and room for what is written");
        }
        try {
            return opened(lower, diskBytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure("sandbox: interrupted while opening a root", true, e);
        }
    }

    private Root opened(Lower lower, long diskBytes) throws OutsideFailure, InterruptedException {
        var tools = host.tools();
        var ids = ids();
        var holder = Holder.start(tools, ids);
        var entry = new Entry(tools, holder.pid(), ids.single());
        var stage = tools.root()
                ? new KernelStage(tools, holder, host.settings(), host.owner(), plain)
                : new ToolStage(tools, entry);
        try {
            stage.build(new Lower(real(lower.trees()), real(lower.usr())), diskBytes);
            return new EphemeralRoot(host, holder, stage, entry, diskBytes);
        } catch (IOException e) {
            stage.close();
            holder.close();
            throw new OutsideFailure("sandbox: no such tree: " + e.getMessage(), false, e);
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            stage.close();
            holder.close();
            throw e;
        }
    }

    private static List<Path> real(List<Path> trees) throws IOException {
        var real = new ArrayList<Path>();
        for (var tree : trees) {
            real.add(tree.toRealPath());
        }
        return real;
    }

    private IdMap ids() throws OutsideFailure {
        return host.tools().root() ? IdMap.dedicated(host.settings().firstUid()) : SubIds.of(host.tools());
    }

    private static String by(Optional<Cgroups.Parent> parent, String otherwise) {
        return parent.map(group -> "control groups " + group.version().name().toLowerCase(java.util.Locale.ROOT)
                        + " below " + group.folder())
                .orElse(otherwise);
    }
}
