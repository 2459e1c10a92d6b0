package penstock.app.wiring;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.build.log.TransientFailures;
import penstock.config.FactoryConfig;
import penstock.edge.git.GitMirror;
import penstock.edge.logs.LogFolder;
import penstock.edge.puppet.ForgePacker;
import penstock.edge.puppet.PublishedModuleFolders;
import penstock.edge.puppet.SandboxedModuleCheck;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlImportedBuilds;
import penstock.edge.sql.SqlKnownBuilds;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.build.BuildSettings;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.SignedAgain;
import penstock.engine.build.SpecSurvey;
import penstock.engine.dlrn.ImportingBuilder;
import penstock.engine.line.Ports;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;
import penstock.line.Settings;

/** Makes what carries out a line's orders. */
public final class Building {
    private final InstantSource clock;

    public Building(InstantSource clock) {
        this.clock = clock;
    }

    /** Where results are published, and what signs them. */
    public record Published(SnapshotPublisher publisher, Optional<Signer> signer) {}

    /** What carries out orders. The target is prepared when the first order needs it, since a pass with nothing new does not. */
    public Ports ports(
            FactoryConfig config,
            Path dir,
            GitMirror mirror,
            RootTarget target,
            Database database,
            Published published,
            Consumer<String> progress)
            throws OutsideFailure {
        FileArtifactStore store = FileArtifactStore.open(Storing.of(config, dir).artifacts());
        BuildSettings settings = build(config, dir);
        PackageBuild build = new PackageBuild(
                mirror,
                target,
                new PackageBuild.Places(
                        store,
                        buildLogs(config, dir),
                        new SqlKnownBuilds(database, clock),
                        published.publisher(),
                        new RpmFile(),
                        published.signer(),
                        Optional.of(new PackageBuild.Modules(
                                new ForgePacker(mirror),
                                new SandboxedModuleCheck(target.sandbox(), target, progress),
                                new PublishedModuleFolders(
                                        Storing.of(config, dir).repositories())))),
                settings);
        SpecSurvey survey = new SpecSurvey(mirror, target, settings);
        return new Ports(
                (pkg, source, distgit) -> {
                    target.prepare(progress);
                    return survey.read(pkg, source, distgit);
                },
                new ImportingBuilder(
                        request -> {
                            target.prepare(progress);
                            return build.build(request);
                        },
                        new SqlImportedBuilds(database),
                        store,
                        new SignedAgain(store, published.signer(), settings.work())),
                published.publisher());
    }

    private static LogFolder buildLogs(FactoryConfig config, Path dir) {
        return new LogFolder(
                Storing.of(config, dir).logs(), config.build().limits().output());
    }

    static BuildSettings build(FactoryConfig config, Path dir) {
        List<String> patterns = new ArrayList<>(TransientFailures.USUAL);
        patterns.addAll(config.build().retries().patterns());
        BuildSettings usual = BuildSettings.usual(dir.resolve("work"));
        return new BuildSettings(
                usual.work(),
                config.build().release(),
                TransientFailures.of(patterns),
                usual.rounds(),
                usual.archiveBytes());
    }

    /** With the number of workers that this machine, or the container that Penstock runs in, can bear. */
    public static FactoryConfig onThisMachine(FactoryConfig config) {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return config.on(Runtime.getRuntime().availableProcessors(), memory);
    }

    public static Settings settings(FactoryConfig config) {
        FactoryConfig.Build build = config.build();
        return new Settings(
                build.workers(), build.retries().most() + 1, build.retries().after(), build.withTests());
    }
}
