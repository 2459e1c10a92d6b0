package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * The mounts when Penstock is root. Files of uid 0 in the lower trees are uid 0 inside as well, although that is an unprivileged uid
 * of the host: the trees are attached through id-mapped mounts, so that they need not be copied or chowned. What is written belongs
 * to the unprivileged uids on disk too.
 */
final class KernelStage implements Stage {
    /** Room for mount points only. */
    private static final String STAGE_OPTIONS = "mode=755,size=4m";

    /** Nothing of an image is wanted after its mount, so nothing has to reach the disk: closing would wait for that. */
    private static final String IMAGE_OPTIONS = "loop,noatime,nosuid,nodev,nobarrier";

    private final HostTools tools;
    private final Holder holder;
    private final SandboxSettings settings;
    private final Owner owner;
    private final Map<String, String> sources = new HashMap<>();
    private final PlainOwners plain;
    private boolean inMemory = true;

    KernelStage(HostTools tools, Holder holder, SandboxSettings settings, Owner owner, PlainOwners plain) {
        this.tools = tools;
        this.holder = holder;
        this.settings = settings;
        this.owner = owner;
        this.plain = plain;
    }

    @Override
    public void build(Sandbox.Lower lower, long diskBytes) throws OutsideFailure, InterruptedException {
        var trees = new LinkedHashMap<String, Kernel.Handle>();
        try (var user = Kernel.open(holder.namespace("user"));
                var mounts = Kernel.open(holder.namespace("mnt"))) {
            for (int i = 0; i < lower.trees().size(); i++) {
                trees.put("l" + i, Kernel.mappedTree(lower.trees().get(i), user));
            }
            for (int i = 0; i < lower.usr().size(); i++) {
                trees.put("u" + i, Kernel.mappedTree(lower.usr().get(i), user));
            }
            Kernel.in(mounts, "/", () -> attach(trees));
            mountDisk(mounts, diskBytes);
            Kernel.in(mounts, AT, () -> {
                folder("disk/tmp", 0755, 0);
                overlay("root", "", names("l", lower.trees().size()));
                if (!lower.usr().isEmpty()) {
                    overlay("root/usr", "usr-", names("u", lower.usr().size()));
                }
            });
        } finally {
            for (var tree : trees.values()) {
                tree.close();
            }
        }
    }

    private static void attach(Map<String, Kernel.Handle> trees) throws OutsideFailure {
        Kernel.mount("tmpfs", AT, Kernel.NOSUID | Kernel.NODEV, STAGE_OPTIONS);
        folder("root", 0755, 0);
        folder("disk", 0755, 0);
        for (var tree : trees.entrySet()) {
            folder(tree.getKey(), 0755, 0);
            Kernel.attach(tree.getValue(), AT + "/" + tree.getKey());
        }
    }

    private void mountDisk(Kernel.Handle mounts, long bytes) throws OutsideFailure, InterruptedException {
        if (bytes > settings.memoryLayerBytes()
                && tools.has("mkfs.ext4")
                && Files.exists(Path.of("/dev/loop-control"))) {
            mountImage(bytes);
            inMemory = false;
        } else {
            Kernel.in(
                    mounts,
                    AT,
                    () -> Kernel.mount("tmpfs", AT + "/disk", Kernel.NOSUID | Kernel.NODEV, Layer.options(bytes)));
        }
    }

    /** The image loses its name as soon as it is mounted: the kernel frees it with the mount, whatever happens to Penstock. */
    private void mountImage(long bytes) throws OutsideFailure, InterruptedException {
        var image = settings.folder().resolve(owner.next());
        var runner = new ProcessRunner();
        try {
            Files.createDirectories(settings.folder());
            try (var file = Files.newByteChannel(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.position(Layer.bytes(bytes) - 1).write(java.nio.ByteBuffer.allocate(1));
            }
            runner.capture(Invocation.of(
                            HostTools.QUICK,
                            tools.path("mkfs.ext4"),
                            "-q",
                            "-F",
                            "-m",
                            "0",
                            "-O",
                            "^has_journal,^resize_inode",
                            "-E",
                            "lazy_itable_init=1,nodiscard",
                            image.toString()))
                    .orFail("sandbox: making a disk layer");
            runner.capture(Invocation.of(
                            HostTools.QUICK,
                            tools.path("nsenter"),
                            "--target",
                            Long.toString(holder.pid()),
                            "--mount",
                            tools.path("mount"),
                            "-o",
                            IMAGE_OPTIONS,
                            image.toString(),
                            AT + "/disk"))
                    .orFail("sandbox: mounting a disk layer");
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot make a disk layer: " + e.getMessage(), true, e);
        } finally {
            delete(image);
        }
    }

    private static void delete(Path image) throws OutsideFailure {
        try {
            Files.deleteIfExists(image);
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot delete " + image + ": " + e.getMessage(), true, e);
        }
    }

    private static String names(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> letter + i).collect(Collectors.joining(":"));
    }

    /** @param layer how the folders on the disk layer begin that take what is written */
    private void overlay(String at, String layer, String lowers) throws OutsideFailure {
        var upper = "disk/" + layer + "upper";
        var work = "disk/" + layer + "work";
        folder(upper, 0755, settings.firstUid());
        folder(work, 0755, 0);
        Kernel.mount("overlay", at, 0, "volatile,upperdir=" + upper + ",workdir=" + work + ",lowerdir=" + lowers);
    }

    @Override
    public String source(Path host, boolean rootInside) throws OutsideFailure, InterruptedException {
        var key = rootInside + " " + host;
        var known = sources.get(key);
        if (known != null) {
            return known;
        }
        var name = "m" + sources.size();
        try (var mounts = Kernel.open(holder.namespace("mnt"));
                var tree = mapped(host, rootInside)) {
            boolean folder = Files.isDirectory(host);
            Kernel.in(mounts, AT, () -> {
                if (folder) {
                    folder(name, 0755, 0);
                } else {
                    file(name);
                }
                Kernel.attach(tree, AT + "/" + name);
            });
        }
        sources.put(key, AT + "/" + name);
        return AT + "/" + name;
    }

    @Override
    public Optional<Kernel.Handle> tree(Path host, boolean rootInside) throws OutsideFailure, InterruptedException {
        return Optional.of(mapped(host, rootInside));
    }

    private Kernel.Handle mapped(Path host, boolean rootInside) throws OutsideFailure, InterruptedException {
        if (!rootInside) {
            return Kernel.mappedTree(host, plain.map());
        }
        try (var user = Kernel.open(holder.namespace("user"))) {
            return Kernel.mappedTree(host, user);
        }
    }

    @Override
    public void folder(String inside) throws OutsideFailure {
        var folder = holder.view().resolve(AT.substring(1)).resolve("root" + inside);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
            own(folder, 0755, settings.firstUid() + Entry.PLAIN);
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot make the folder " + inside + " in a root: " + e, false, e);
        }
    }

    @Override
    public boolean inMemory() {
        return inMemory;
    }

    @Override
    public void close() {}

    private static void folder(String name, int mode, int owner) throws OutsideFailure {
        var folder = Path.of(AT, name);
        try {
            Files.createDirectory(folder);
            own(folder, mode, owner);
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot make " + folder + ": " + e.getMessage(), true, e);
        }
    }

    private static void own(Path folder, int mode, int owner) throws IOException {
        Files.setAttribute(folder, "unix:uid", owner);
        Files.setAttribute(folder, "unix:gid", owner);
        Files.setAttribute(folder, "unix:mode", mode);
    }

    private static void file(String name) throws OutsideFailure {
        try {
            Files.createFile(
                    Path.of(AT, name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot make a mount point: " + e.getMessage(), true, e);
        }
    }
}
