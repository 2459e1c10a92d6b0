package penstock.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import penstock.distro.Package;
import penstock.distro.Package.Source;
import penstock.distro.ReleaseLine;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;
import penstock.line.Settings;

/** F3: {@code penstock status} from process start to its end, on a line of 700 packages. Promised: under 0.5 s. */
final class Status implements Bench.Measurement {
    private static final int PACKAGES = 700;
    private static final int RUNS = 20;
    private static final double LIMIT = 0.5;

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("status")) {
            Path data = scratch.folder();
            fill(data);
            String program = Path.of(System.getProperty("penstock.home", "."))
                    .resolve("penstock")
                    .toString();
            Scratch.run(data, program, "--dir", data.toString(), "status");
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                Scratch.run(data, program, "--dir", data.toString(), "status");
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            seconds.sort(null);
            Table table = new Table("penstock status, " + PACKAGES + " packages", "seconds");
            table.row("fastest of " + RUNS, seconds.getFirst());
            table.row("median", seconds.get(RUNS / 2));
            table.row("slowest", seconds.getLast());
            table.row("promised, under", LIMIT);
            table.print();
            System.out.printf(Locale.ROOT, "status seconds %.3f%n", seconds.get(RUNS / 2));
            return seconds.get(RUNS / 2) < LIMIT;
        }
    }

    /** A database as a factory leaves it whose packages can't be reached: every package has something to tell. */
    private static void fill(Path data) throws Exception {
        List<Package> packages = new ArrayList<>();
        for (int i = 0; i < PACKAGES; i++) {
            Source source = new Source("https://git.example.org/p" + i, "master", false);
            Source distgit = new Source("https://dist.example.org/p" + i, "rpm-master", false);
            packages.add(new Package("p" + i, "python-p" + i, "", source, distgit, List.of("ada@example.org")));
        }
        ReleaseLine line = new ReleaseLine("line", "line", "development", List.of(), packages);
        SnapshotPublisher publisher = SnapshotPublisher.open(
                data.resolve("repositories"),
                data.resolve("metadata"),
                new SnapshotPublisher.Address("debian", "http://127.0.0.1"),
                FileArtifactStore.open(data.resolve("artifacts")),
                new RpmFile());
        Ports ports = new Ports(
                (_, _, _) -> {
                    throw nothingIsBuilt();
                },
                _ -> {
                    throw nothingIsBuilt();
                },
                publisher);
        Settings settings = new Settings(1, 1, Duration.ofMinutes(1), false);
        try (Database database = Database.own(data.resolve("penstock.db"));
                Lines lines =
                        new Lines(new SqlJournal(database), ports, settings, InstantSource.system(), (_, _) -> {})) {
            lines.open(line);
            for (Package pkg : packages) {
                lines.take(
                        "line", new Finding.Broken(pkg.project(), pkg.source().url() + " does not answer", true));
            }
        }
    }

    private static OutsideFailure nothingIsBuilt() {
        return new OutsideFailure("nothing is built here", false);
    }
}
