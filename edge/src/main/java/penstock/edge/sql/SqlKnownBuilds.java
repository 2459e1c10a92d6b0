package penstock.edge.sql;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import penstock.build.Artifact;
import penstock.engine.build.KnownBuilds;
import penstock.engine.port.OutsideFailure;

/** The builds that can be used again, in SQL tables. */
public final class SqlKnownBuilds implements KnownBuilds {
    private static final String SELECT = "SELECT build_key, inputs, build, requires, nevra FROM known_build WHERE ";

    private final Database database;
    private final InstantSource clock;

    public SqlKnownBuilds(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<KnownBuild> withInputs(String inputs, int limit) throws OutsideFailure {
        return database.read(handle -> known(
                handle,
                handle.createQuery(SELECT + "inputs = ? ORDER BY recorded DESC, build DESC LIMIT ?")
                        .bind(0, inputs)
                        .bind(1, limit)));
    }

    @Override
    public Optional<KnownBuild> withKey(String key) throws OutsideFailure {
        return database.read(handle -> known(
                        handle, handle.createQuery(SELECT + "build_key = ?").bind(0, key))
                .stream()
                .findFirst());
    }

    private static List<KnownBuild> known(Handle handle, Query query) {
        return query
                .map((rows, _) -> new KnownBuild(
                        rows.getString("build"),
                        rows.getString("inputs"),
                        StoredLine.lines(rows.getString("requires")),
                        rows.getString("build_key"),
                        rows.getString("nevra"),
                        List.of()))
                .list()
                .stream()
                .map(known -> new KnownBuild(
                        known.buildId(),
                        known.inputs(),
                        known.buildRequires(),
                        known.key(),
                        known.nevra(),
                        packages(handle, known.buildId())))
                .toList();
    }

    private static List<Artifact> packages(Handle handle, String build) {
        return StoredLine.artifacts(handle, build).stream()
                .filter(artifact -> artifact.kind() != Artifact.Kind.LOG)
                .toList();
    }

    @Override
    public void record(KnownBuild build) throws OutsideFailure {
        write(build, "DO NOTHING");
    }

    @Override
    public void replace(KnownBuild build) throws OutsideFailure {
        write(
                build,
                "(build_key) DO UPDATE SET build = excluded.build, requires = excluded.requires, nevra = excluded.nevra,"
                        + " recorded = excluded.recorded");
    }

    private void write(KnownBuild build, String known) throws OutsideFailure {
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO known_build (build_key, inputs, build, requires, nevra, recorded) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT " + known,
                    build.key(),
                    build.inputs(),
                    build.buildId(),
                    String.join("\n", build.buildRequires()),
                    build.nevra(),
                    Micros.of(clock.instant()));
            ChangedRows.artifacts(handle, build.buildId(), build.artifacts());
        });
    }
}
