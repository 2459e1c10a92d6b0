package penstock.edge.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * The mounts of one root, in the mount namespace of its holder, all below a tmpfs over {@code /sys}: every host has that folder,
 * everybody may walk into it, and no build root or source lies there. It holds {@code root} (the overlay), {@code disk} (the layer
 * that takes what is written), {@code l0}, {@code l1} ... (the lower trees), {@code u0} ... (those of {@code /usr}) and {@code m0}, {@code m1} ... (mounts of commands).
 */
interface Stage {
    String AT = "/sys";

    /** Makes the overlay, and one more for {@code /usr} where that has trees of its own. */
    void build(Sandbox.Lower lower, long diskBytes) throws OutsideFailure, InterruptedException;

    /** Where, in the holder's mount namespace, a host's file or folder can be bound from. */
    String source(Path host, boolean rootInside) throws OutsideFailure, InterruptedException;

    /** A host's file or folder to be attached in a mount namespace; empty where that takes a tool. */
    default Optional<Kernel.Handle> tree(Path host, boolean rootInside) throws OutsideFailure, InterruptedException {
        return Optional.empty();
    }

    /** Makes a folder of the root that commands may write in; nothing on the way to it is a link. */
    void folder(String inside) throws OutsideFailure, InterruptedException;

    /** Whether what is written is kept in memory. */
    boolean inMemory();

    void close();
}
