package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import penstock.edge.process.Ending;
import penstock.edge.process.Prepared;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * All that one command needs, made before the command is known: control groups, namespaces, mounts, and the root's shell waiting in
 * there. Limits and mounts below {@link #PLACES} come with the command; the folder for these mounts is held by an open handle from
 * before any command ran, so no path is looked up that a command could have changed.
 */
final class Slot implements AutoCloseable {
    /** Mounts below it can still be made. */
    static final String PLACES = "/run/penstock";

    private final Cgroup group;
    private final Prepared process;
    private final Path places;
    private final Kernel.Handle mounts;
    private final Kernel.Handle at;
    private final int number;

    private Slot(Cgroup group, Prepared process, Path places, Kernel.Handle mounts, Kernel.Handle at, int number) {
        this.group = group;
        this.process = process;
        this.places = places;
        this.mounts = mounts;
        this.at = at;
        this.number = number;
    }

    /**
     * Waits until the shell is there.
     *
     * @param places the folder that is seen at {@link #PLACES}, as Penstock reaches it
     * @param number of the run, which its folders are named by
     */
    static Slot of(Cgroup group, Prepared process, Holder holder, Path places, int number)
            throws OutsideFailure, InterruptedException {
        var said = process.ask(Launch.HELLO);
        if (!said.equals(Launch.READY)) {
            throw new OutsideFailure("sandbox: no shell to start a command by: " + said, false);
        }
        var mounts = Kernel.open(namespace(group, holder));
        try {
            return new Slot(group, process, places, mounts, Kernel.openIn(mounts, PLACES), number);
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            mounts.close();
            throw e;
        }
    }

    /** The group's processes are nsenter and bubblewrap's first, which have the holder's mounts, and those in the new namespaces. */
    private static Path namespace(Cgroup group, Holder holder) throws OutsideFailure {
        try {
            var outside = Files.readSymbolicLink(holder.namespace("mnt"));
            var own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
            for (var pid : group.members()) {
                var namespace = Path.of("/proc", pid, "ns", "mnt");
                var link = Files.readSymbolicLink(namespace);
                if (!link.equals(outside) && !link.equals(own)) {
                    return namespace;
                }
            }
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: a process that was started ahead is gone: " + e.getMessage(), true, e);
        }
        throw new OutsideFailure("sandbox: a command that was started ahead has no mounts of its own", false);
    }

    int number() {
        return number;
    }

    Cgroup group() {
        return group;
    }

    /** Makes a mount that only this command sees. */
    void mount(Kernel.Handle tree, boolean folder, String inside) throws OutsideFailure, InterruptedException {
        var name = inside.substring(PLACES.length() + 1);
        var point = places.resolve(name);
        try {
            Files.createDirectories(folder ? point : point.resolveSibling("."));
            if (!folder) {
                Files.createFile(point);
            }
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot make a mount point: " + e.getMessage(), true, e);
        }
        Kernel.in(mounts, "/", () -> Kernel.attach(tree, at, name));
    }

    Ending run(Sandbox.Command command, Sandbox.Output output) throws OutsideFailure, InterruptedException {
        var limits = command.limits();
        return process.run(Launch.script(command), limits.time(), limits.outputBytes(), output::write);
    }

    /** With the handles the kernel lets the mounts go: a command's end does not wait for that, its root's does. */
    @Override
    public void close() throws OutsideFailure {
        process.close();
        group.close();
        at.close();
        mounts.close();
    }
}
