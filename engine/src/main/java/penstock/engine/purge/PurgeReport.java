package penstock.engine.purge;

import java.util.List;
import java.util.Optional;
import penstock.purge.PurgePlan;

/**
 * What a purge did, or would do.
 *
 * @param plan what was decided
 * @param sizes of the snapshots that go, in their order, in bytes
 * @param removed what was removed; empty for a dry run
 */
public record PurgeReport(PurgePlan plan, List<Long> sizes, Optional<Removed> removed) {
    public PurgeReport {
        sizes = List.copyOf(sizes);
    }

    /**
     * @param snapshots folders of snapshots, those of earlier purges included that were interrupted
     * @param shared folders of packages that only they had
     * @param artifacts files of the store
     * @param scenarios what was kept of their runs
     */
    public record Removed(Swept snapshots, Swept shared, Swept artifacts, Swept logs, Swept scenarios) {}
}
