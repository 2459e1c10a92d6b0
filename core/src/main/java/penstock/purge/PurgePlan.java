package penstock.purge;

import java.util.List;
import penstock.line.SnapshotRef;

/**
 * What may go, and why the rest stays.
 *
 * @param snapshots that are to be removed, their builds' order
 * @param stays the other snapshots
 * @param builds ids of the builds whose artifacts and logs nothing needs any more
 */
public record PurgePlan(List<SnapshotRef> snapshots, List<Stay> stays, List<String> builds) {
    public PurgePlan {
        snapshots = List.copyOf(snapshots);
        stays = List.copyOf(stays);
        builds = List.copyOf(builds);
    }

    /** @param why in words: {@code shown by current} */
    public record Stay(SnapshotRef ref, String why) {}
}
