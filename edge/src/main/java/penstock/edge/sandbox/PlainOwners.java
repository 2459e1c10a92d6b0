package penstock.edge.sandbox;

import org.jspecify.annotations.Nullable;
import penstock.engine.port.OutsideFailure;

/**
 * The user namespace by which mounts are mapped for commands that are not root inside: files of root on the host's disk are their own.
 * The same for all roots, so it is made once. An open handle keeps it; no process has to live in it.
 */
final class PlainOwners {
    private final HostTools tools;
    private final long uid;
    private Kernel.@Nullable Handle map;

    /** @param uid of these commands outside */
    PlainOwners(HostTools tools, long uid) {
        this.tools = tools;
        this.uid = uid;
    }

    /** Stays open as long as Penstock runs: not for callers to close. */
    synchronized Kernel.Handle map() throws OutsideFailure, InterruptedException {
        var known = map;
        if (known == null) {
            try (var holder = Holder.startMap(tools, IdMap.onlyRootAs(uid))) {
                known = Kernel.open(holder.namespace("user"));
            }
            map = known;
        }
        return known;
    }
}
