package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import penstock.config.FactoryConfig;
import penstock.config.TargetConfig;
import penstock.edge.logs.LogSweep;
import penstock.edge.puppet.ScenarioSweep;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlPurgeBook;
import penstock.edge.store.ArtifactSweep;
import penstock.edge.store.HoldFolder;
import penstock.edge.store.LineFile;
import penstock.edge.store.SnapshotPublisher;
import penstock.edge.store.SnapshotSizes;
import penstock.engine.access.OnRecord;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.DiskUse;
import penstock.engine.purge.Purge;
import penstock.engine.purge.PurgeSchedule;
import penstock.engine.purge.RecordedPurge;
import penstock.repo.DependencyFile;
import penstock.repo.RepoLayout;

/** Makes what removes old repositories and measures them, and what lies beside them. */
public final class Keeping {
    private Keeping() {}

    /**
     * For the owner of the data folder.
     *
     * @param publisher of the tree that things are removed from, which goes on publishing meanwhile
     */
    public static Purge purge(
            FactoryConfig config,
            Path dir,
            Database database,
            SnapshotPublisher publisher,
            Fence fence,
            InstantSource clock)
            throws OutsideFailure {
        Storing storing = Storing.of(config, dir);
        HoldFolder holds = storing.holds(config, clock);
        holds.beginOwning();
        return new Purge(
                new SqlPurgeBook(database, clock),
                publisher.folders(),
                new Purge.Kept(
                        new ArtifactSweep(storing.artifacts(), storing.metadata()),
                        new LogSweep(storing.logs()),
                        new ScenarioSweep(storing.scenarios(), config.build().target())),
                holds,
                fence,
                clock);
    }

    /** Purges as configured, on record, and measures in any case. */
    public static Beside.Work schedule(FactoryConfig config, Purge purge, Database database, InstantSource clock) {
        RecordedPurge recorded = new RecordedPurge(purge, new OnRecord(new SqlAuditTrail(database, clock)));
        return () -> new PurgeSchedule(recorded, clock)
                .run(config.service()
                        .purge()
                        .map(plan -> new PurgeSchedule.Plan(plan.olderThan(), plan.every(), plan.keep())));
    }

    /** Says in each line's folder where dependencies come from, as far as others can use it. */
    public static void dependencies(FactoryConfig config, Storing storing, List<String> lines) throws OutsideFailure {
        Optional<String> text = switch (config.target()) {
            case TargetConfig.DnfRoot dnf -> DependencyFile.text(dnf.repositories(), dnf.release());
            // What packages need there are packages of another kind, or files of this machine.
            case TargetConfig.DebianRoot _, TargetConfig.Directory _, TargetConfig.Host _ -> Optional.empty();
        };
        for (String line : lines) {
            new LineFile(storing.repositories(), config.build().target(), line, RepoLayout.DEPENDENCIES).show(text);
        }
    }

    public static List<DiskUse> disk(FactoryConfig config, Storing storing, Database database, InstantSource clock)
            throws OutsideFailure {
        SnapshotSizes sizes =
                new SnapshotSizes(storing.repositories(), config.build().target());
        return DiskUse.of(new SqlPurgeBook(database, clock), sizes::of);
    }
}
