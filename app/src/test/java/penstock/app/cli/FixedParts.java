package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import penstock.app.doctor.Doctor;
import penstock.config.FactoryConfig;
import penstock.distro.Distribution;
import penstock.distro.DistroReading;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.process.ProcessRunner;
import penstock.engine.build.BuildLogs;
import penstock.engine.line.LineListener;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.KeyUses;
import penstock.engine.publish.SigningKey;
import penstock.engine.query.Queries;
import penstock.problem.Problem;

/** Parts with a distribution that a test says. */
class FixedParts implements Parts {
    private final Followed followed;

    FixedParts(List<ReleaseLine> lines, Problem... problems) {
        followed = new Followed(
                new DistroReading(new Distribution(lines, List.of()), List.of(problems), List.of("rdo.yml")), lines);
    }

    /** A line of a name with one package. */
    static ReleaseLine line(String name) {
        Package pkg = new Package(
                "greeting",
                "python-greeting",
                "core",
                new Package.Source("file:///up/greeting", "master", false),
                new Package.Source("file:///dist/greeting", "rpm-master", true),
                List.of("kim@example.org"));
        return new ReleaseLine(name, "spring", "development", List.of(), List.of(pkg));
    }

    @Override
    public Doctor doctor() {
        return new Doctor(new ProcessRunner(), _ -> List.of());
    }

    @Override
    public Followed followed(Path dir) {
        return followed;
    }

    @Override
    public FactoryConfig config(Path dir) throws OutsideFailure {
        throw new OutsideFailure("these parts have no configuration", false);
    }

    @Override
    public Claimed claim(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws OutsideFailure {
        throw new OutsideFailure("these parts have no factory", false);
    }

    @Override
    public List<SigningKey> signingKeys(Path dir) {
        return List.of();
    }

    @Override
    public List<KeyUses.Use> uses(Path dir, SigningKey key) {
        return List.of();
    }

    @Override
    public List<String> changeKeys(Path dir, KeyChange change, Consumer<String> told) throws OutsideFailure {
        throw new OutsideFailure("these parts have no keys", false);
    }

    @Override
    public Claimed standBy(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws OutsideFailure {
        throw new OutsideFailure("these parts have no factory", false);
    }

    @Override
    public Readings readings(Path dir) {
        return new Readings() {
            @Override
            public Queries queries() {
                return new FixedQueries();
            }

            @Override
            public BuildLogs logs() {
                throw new IllegalStateException("these parts have no logs");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Served serve(Path dir) throws OutsideFailure {
        throw new OutsideFailure("these parts have no server", false);
    }

    @Override
    public List<String> backup(Path dir, Path to, boolean keys, Consumer<String> progress) {
        progress.accept("artifacts: 1 of 1");
        return keys ? List.of("artifact 0123") : List.of();
    }

    @Override
    public List<String> restore(Path from, Path dir, Consumer<String> progress) throws OutsideFailure {
        throw new OutsideFailure(from + " is no complete backup: it has no penstock.db", false);
    }

    @Override
    public void makeExample(Path dir) throws OutsideFailure {
        throw new OutsideFailure("these parts have no database", false);
    }
}
