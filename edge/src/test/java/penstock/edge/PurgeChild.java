package penstock.edge;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.logs.LogSweep;
import penstock.edge.puppet.ScenarioSweep;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlPurgeBook;
import penstock.edge.store.ArtifactSweep;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.HoldFolder;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.Purge;
import penstock.engine.purge.PurgeReport;
import penstock.line.LineEvent;
import penstock.line.Settings;
import penstock.purge.PurgeRule;

/**
 * The process that {@link PurgeCrashTest} kills: as {@link CrashChild}, but it also purges all the time. Arguments: the data folder, a
 * seed, whether to go on for ever or to end when nothing is left to do, after one more purge, and whether packages have components.
 */
public final class PurgeChild {
    private static final Semaphore WORK = new Semaphore(4);

    private PurgeChild() {}

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        boolean on = args[2].equals("on");
        ArtifactStore store = FileArtifactStore.open(dir.resolve("store"));
        SnapshotPublisher publisher = SnapshotPublisher.open(
                dir.resolve("repos"),
                dir.resolve("metadata"),
                new SnapshotPublisher.Address("el9s", "https://example.org"),
                store,
                new RpmFile());
        CrashChild child = new CrashChild(dir, store, Optional.empty());
        Ports ports = new Ports((pkg, source, distgit) -> CrashChild.facts(pkg), child::build, publisher);
        Settings settings = new Settings(2, 3, Duration.ofMillis(50), false);
        try (Database database = Database.own(dir.resolve("state.sqlite"));
                Lines lines =
                        new Lines(new SqlJournal(database), ports, settings, InstantSource.system(), (_, entry) -> {
                            if (entry.event() instanceof LineEvent.Published) {
                                WORK.release();
                            }
                        })) {
            Purge purge = purge(dir, database, publisher);
            lines.open(new ReleaseLine(
                    CrashChild.LINE,
                    CrashChild.LINE,
                    "development",
                    List.of(),
                    packages(args[3].equals("components"))));
            say("READY");
            if (on) {
                Thread.ofVirtual().start(() -> purgeForEver(purge));
            }
            Random random = new Random(Long.parseLong(args[1]));
            while (on) {
                WORK.acquire();
                lines.take(CrashChild.LINE, CrashChild.moved(random));
            }
            lines.awaitRest(CrashChild.LINE);
            purge.measure();
            purge.run(new PurgeRule(Instant.now(), List.of()));
        }
        say("END");
    }

    private static Purge purge(Path dir, Database database, SnapshotPublisher publisher) {
        InstantSource clock = InstantSource.system();
        return new Purge(
                new SqlPurgeBook(database, clock),
                publisher.folders(),
                new Purge.Kept(
                        new ArtifactSweep(dir.resolve("store"), dir.resolve("metadata")),
                        new LogSweep(dir.resolve("logs")),
                        new ScenarioSweep(dir.resolve("scenarios"), "el9s")),
                new HoldFolder(dir.resolve("holds"), dir.resolve("repos"), "el9s", Duration.ofMinutes(1), clock),
                Fence.NONE,
                clock);
    }

    private static List<Package> packages(boolean components) {
        return CrashChild.packages().stream()
                .map(pkg -> new Package(
                        pkg.project(),
                        pkg.name(),
                        components ? "c" + pkg.project().charAt(1) % 2 : "",
                        pkg.source(),
                        pkg.distgit(),
                        pkg.maintainers()))
                .toList();
    }

    private static void purgeForEver(Purge purge) {
        try {
            while (true) {
                PurgeReport report = purge.run(new PurgeRule(Instant.now().minusMillis(200), List.of()));
                report.removed()
                        .ifPresent(
                                removed -> say("REMOVED " + removed.snapshots().things()));
            }
        } catch (OutsideFailure | RuntimeException e) {
            System.err.println(e);
            System.exit(3);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
