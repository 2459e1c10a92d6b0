package penstock.edge.sandbox;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;

/**
 * The calls of Linux that no tool on Debian 12 makes: id-mapped mounts (util-linux has them from 2.39 on) and mounting in the
 * namespace of another process without starting one. Used only when Penstock is root. Needs Linux 5.19 or newer.
 */
// Restricted: calling libc is what this class is for; the program is started with native access enabled.
@SuppressWarnings("restricted")
final class Kernel {
    static final long NOSUID = 2;
    static final long NODEV = 4;

    /** The numbers of calls from 424 on are the same on all architectures that have Java. */
    private static final long OPEN_TREE = 428;

    private static final long MOVE_MOUNT = 429;
    private static final long MOUNT_SETATTR = 442;
    private static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final long ATTR_READ_ONLY_NOSUID_NODEV = 1 | 2 | 4;
    private static final long ATTR_IDMAP = 0x100000;
    private static final int CLONE_FS = 0x200;
    private static final int CLONE_NEWNS = 0x20000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = handle(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle UNSHARE = handle("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS = handle("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CHDIR = handle("chdir", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MOUNT =
            handle("mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Kernel() {}

    /** What runs in a mount namespace. */
    interface Work {
        void run() throws OutsideFailure;
    }

    /** An open file of the kernel's. */
    record Handle(int fd) implements AutoCloseable {
        @Override
        public void close() throws OutsideFailure {
            try (var arena = Arena.ofConfined()) {
                invoke(arena, "close", CLOSE, fd);
            }
        }
    }

    static Handle open(Path path) throws OutsideFailure {
        try (var arena = Arena.ofConfined()) {
            return new Handle((int) invoke(arena, "open " + path, OPEN, text(arena, path.toString()), O_CLOEXEC));
        }
    }

    /** A read-only copy of the mount at {@code path}, not attached anywhere yet, its owners mapped as in {@code userNamespace}. */
    static Handle mappedTree(Path path, Handle userNamespace) throws OutsideFailure {
        try (var arena = Arena.ofConfined()) {
            long fd = invoke(
                    arena,
                    "open_tree " + path,
                    SYSCALL,
                    OPEN_TREE,
                    (long) AT_FDCWD,
                    text(arena, path.toString()),
                    (long) OPEN_TREE_CLONE | O_CLOEXEC,
                    MemorySegment.NULL,
                    0L);
            var tree = new Handle((int) fd);
            try {
                map(arena, path, tree, userNamespace);
            } catch (OutsideFailure e) {
                tree.close();
                throw e;
            }
            return tree;
        }
    }

    private static void map(Arena arena, Path path, Handle tree, Handle userNamespace) throws OutsideFailure {
        var attributes = arena.allocate(JAVA_LONG, 4);
        attributes.setAtIndex(JAVA_LONG, 0, ATTR_IDMAP | ATTR_READ_ONLY_NOSUID_NODEV);
        attributes.setAtIndex(JAVA_LONG, 3, userNamespace.fd());
        invoke(
                arena,
                "mapping the owners of " + path + " (its file system must be able to: ext4, xfs, btrfs, tmpfs are)",
                SYSCALL,
                MOUNT_SETATTR,
                (long) tree.fd(),
                text(arena, ""),
                (long) AT_EMPTY_PATH,
                attributes,
                attributes.byteSize());
    }

    /** Attaches a tree at a folder or file of the calling thread's mount namespace. */
    static void attach(Handle tree, String at) throws OutsideFailure {
        attach(tree, AT_FDCWD, at);
    }

    /** Attaches a tree at a path from an open folder of the calling thread's mount namespace. */
    static void attach(Handle tree, Handle folder, String at) throws OutsideFailure {
        attach(tree, folder.fd(), at);
    }

    private static void attach(Handle tree, int folder, String at) throws OutsideFailure {
        try (var arena = Arena.ofConfined()) {
            invoke(
                    arena,
                    "attaching a tree at " + at,
                    SYSCALL,
                    MOVE_MOUNT,
                    (long) tree.fd(),
                    text(arena, ""),
                    (long) folder,
                    text(arena, at),
                    (long) MOVE_MOUNT_F_EMPTY_PATH);
        }
    }

    static void mount(String type, String at, long flags, String options) throws OutsideFailure {
        try (var arena = Arena.ofConfined()) {
            var name = text(arena, type);
            invoke(
                    arena,
                    "mounting " + type + " at " + at,
                    MOUNT,
                    name,
                    text(arena, at),
                    name,
                    flags,
                    text(arena, options));
        }
    }

    /**
     * Runs work on a thread of its own that sees the mounts of another namespace, with {@code folder} of it as the working directory of
     * its system calls. The thread ends with the work: it is of no use for anything else.
     */
    static void in(Handle mountNamespace, String folder, Work work) throws OutsideFailure, InterruptedException {
        var failure = new AtomicReference<@Nullable Throwable>();
        var thread = Thread.ofPlatform().name("sandbox-mounts").daemon().start(() -> {
            try (var arena = Arena.ofConfined()) {
                invoke(arena, "unshare", UNSHARE, CLONE_FS);
                invoke(arena, "joining a mount namespace", SETNS, mountNamespace.fd(), CLONE_NEWNS);
                invoke(arena, "chdir " + folder, CHDIR, text(arena, folder));
                work.run();
            } catch (OutsideFailure | RuntimeException e) {
                failure.set(e);
            }
        });
        thread.join();
        switch (failure.get()) {
            case null -> {}
            case OutsideFailure e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** A folder of another mount namespace, opened. */
    static Handle openIn(Handle mountNamespace, String folder) throws OutsideFailure, InterruptedException {
        var opened = new AtomicReference<@Nullable Handle>();
        in(mountNamespace, folder, () -> opened.set(open(Path.of("."))));
        return java.util.Objects.requireNonNull(opened.get());
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... more) {
        var options = new Linker.Option[more.length + 1];
        System.arraycopy(more, 0, options, 1, more.length);
        options[0] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static MemorySegment text(Arena arena, String text) {
        return arena.allocateFrom(text);
    }

    private static long invoke(Arena arena, String doing, MethodHandle call, Object... arguments)
            throws OutsideFailure {
        var state = arena.allocate(STATE);
        var all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        long result;
        try {
            result = ((Number) call.invokeWithArguments(all)).longValue();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (result < 0) {
            throw new OutsideFailure("sandbox: " + doing + ": " + reason((int) ERRNO.get(state, 0L)), false);
        }
        return result;
    }

    private static String reason(int errno) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(errno))
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
