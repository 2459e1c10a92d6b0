package penstock.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import penstock.app.cli.Claimed;
import penstock.app.cli.Followed;
import penstock.app.cli.OwnedFactory;
import penstock.app.cli.Parts;
import penstock.app.cli.Readings;
import penstock.app.cli.Served;
import penstock.app.cli.UserMistakes;
import penstock.app.doctor.Doctor;
import penstock.app.wiring.Beside;
import penstock.app.wiring.Building;
import penstock.app.wiring.Example;
import penstock.app.wiring.Following;
import penstock.app.wiring.Serving;
import penstock.app.wiring.Targets;
import penstock.app.wiring.Telling;
import penstock.config.ConfigReading;
import penstock.config.ConfigText;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.edge.git.GitMirror;
import penstock.edge.logs.LogFolder;
import penstock.edge.owner.LockedFolder;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.sql.SqlQueries;
import penstock.edge.sql.SqlSeenRefs;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.build.BuildLog;
import penstock.engine.build.BuildLogs;
import penstock.engine.build.UserMachine;
import penstock.engine.follow.FollowPorts;
import penstock.engine.follow.Follower;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Factory;
import penstock.engine.line.LineListener;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.notify.Notifier;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.follow.Finding;
import penstock.line.Settings;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.distro.Package;

/** Makes the state of a data folder without anything being looked at or built, as an example of what commands show. */
public final class Example {
    private Example() {}

    public static void make(Path dir, InstantSource clock) throws OutsideFailure, InterruptedException {
        Package pkg = new Package(
                "example",
                "python-example",
                "",
                new Package.Source("https://git.example.org/example", "master", false),
                new Package.Source("https://git.example.org/example-distgit", "rpm-master", false),
                List.of());
        ReleaseLine line = new ReleaseLine("example", "example", "development", List.of(), List.of(pkg));
        Ports ports = new Ports(
                (_, _, _) -> {
                    throw noWork();
                },
                _ -> {
                    throw noWork();
                },
                SnapshotPublisher.open(
                        dir.resolve("repositories"),
                        dir.resolve("metadata"),
                        new SnapshotPublisher.Address("example", "http://127.0.0.1"),
                        FileArtifactStore.open(dir.resolve("artifacts")),
                        new RpmFile()));
        Settings settings = new Settings(1, 1, Duration.ofMinutes(1), false);
        try (Database database = Database.own(dir.resolve("penstock.db"));
                Lines lines = new Lines(new SqlJournal(database), ports, settings, clock, (_, _) -> {})) {
            lines.open(line);
            lines.take(line.name(), new Finding.Broken(pkg.project(), "it does not answer", true));
        }
    }

    private static OutsideFailure noWork() {
        return new OutsideFailure("nothing is built in an example", false);
    }
}
