package penstock.app.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.follow.Finding;
import penstock.line.Settings;
import penstock.repo.Snapshot;

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
                new Publisher() {
                    @Override
                    public void publish(Snapshot snapshot) throws OutsideFailure {
                        throw noWork();
                    }

                    @Override
                    public Optional<String> point(String line, String label, SortedMap<String, String> directories)
                            throws OutsideFailure {
                        throw noWork();
                    }
                });
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
