package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import penstock.build.Verdict;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.line.Excuse;

/** The read models, by plain queries; the JSON columns are only read for one build's detail. */
public final class SqlQueries implements Queries {
    private static final String BUILD =
            "b.id, b.project, b.source, b.distgit, b.subject, b.attempt, b.started, b.ended, b.status";
    /** The status of a package is that of its newest ended build of the line. */
    private static final String LAST = " LEFT JOIN build b ON b.id = (SELECT e.id FROM build e WHERE e.line = p.line"
            + " AND e.project = p.project AND e.ended IS NOT NULL ORDER BY e.id DESC LIMIT 1)";

    private final Database database;

    public SqlQueries(Database database) {
        this.database = database;
    }

    @Override
    public List<LineOverview> lines() throws OutsideFailure {
        return database.read(handle -> handle.createQuery("SELECT p.line, count(*) AS packages,"
                        + " sum(CASE WHEN b.status = 'SUCCESS' THEN 1 ELSE 0 END) AS passing,"
                        + " sum(CASE WHEN b.status IN ('FAILED', 'RETRY') THEN 1 ELSE 0 END) AS failing,"
                        + " sum(CASE WHEN b.id IS NULL THEN 1 ELSE 0 END) AS never,"
                        + " sum(CASE WHEN p.phase = 'WAITING' THEN 1 ELSE 0 END) AS waiting,"
                        + " sum(CASE WHEN p.phase IN ('BUILDING', 'PUBLISHING') THEN 1 ELSE 0 END) AS running"
                        + " FROM package p" + LAST + " GROUP BY p.line ORDER BY p.line")
                .map((rows, _) -> new LineOverview(
                        rows.getString("line"),
                        rows.getInt("packages"),
                        rows.getInt("passing"),
                        rows.getInt("failing"),
                        rows.getInt("never"),
                        rows.getInt("waiting"),
                        rows.getInt("running")))
                .list());
    }

    @Override
    public List<PackageRow> packages(String line) throws OutsideFailure {
        return database.read(handle -> handle.createQuery("SELECT p.project AS package, p.name, p.component, p.pending,"
                        + " p.phase, w.reason, w.what, w.waits_for, w.since, w.help, " + BUILD + " FROM package p"
                        + LAST
                        + " LEFT JOIN wait w ON w.line = p.line AND w.project = p.project"
                        + " WHERE p.line = ? ORDER BY p.place")
                .bind(0, line)
                .map((rows, _) -> new PackageRow(
                        rows.getString("package"),
                        rows.getString("name"),
                        rows.getString("component"),
                        rows.getInt("pending"),
                        rows.getString("phase"),
                        rows.getString("id") == null ? Optional.empty() : Optional.of(build(rows)),
                        excuse(rows)))
                .list());
    }

    private static Optional<Excuse> excuse(ResultSet rows) throws SQLException {
        String reason = rows.getString("reason");
        return reason == null
                ? Optional.empty()
                : Optional.of(new Excuse(
                        Excuse.Reason.valueOf(reason),
                        rows.getString("what"),
                        StoredLine.lines(rows.getString("waits_for")),
                        Micros.instant(rows.getLong("since")),
                        rows.getString("help")));
    }

    private static BuildRow build(ResultSet rows) throws SQLException {
        return new BuildRow(
                rows.getString("id"),
                rows.getString("project"),
                new Commits(rows.getString("source"), rows.getString("distgit")),
                rows.getString("subject"),
                rows.getInt("attempt"),
                new Times(Micros.instant(rows.getLong("started")), time(rows, "ended")),
                rows.getString("status"));
    }

    private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
        long micros = rows.getLong(column);
        return rows.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }

    private static Query limited(
            Handle handle, String sql, String order, Object line, Optional<String> project, int limit) {
        String filtered = sql + (project.isPresent() ? " AND project = :project" : "") + order + " LIMIT :limit";
        Query query = handle.createQuery(filtered).bind("line", line).bind("limit", limit);
        return project.isPresent() ? query.bind("project", project.orElseThrow()) : query;
    }

    @Override
    public List<BuildRow> builds(String line, Optional<String> project, int limit) throws OutsideFailure {
        return database.read(handle -> limited(
                        handle,
                        "SELECT " + BUILD + " FROM build b WHERE line = :line",
                        " ORDER BY id DESC",
                        line,
                        project,
                        limit)
                .map((rows, _) -> build(rows))
                .list());
    }

    @Override
    public Optional<BuildDetail> build(String id) throws OutsideFailure {
        return database.read(handle -> handle.createQuery("SELECT " + BUILD
                        + ", b.verdict, b.nevra, b.reused_from, s.directory FROM build b"
                        + " LEFT JOIN snapshot s ON s.line = b.line AND s.build = b.id WHERE b.id = ?")
                .bind(0, id)
                .map((rows, _) -> new BuildDetail(
                        build(rows),
                        Optional.ofNullable(rows.getString("verdict")).map(text -> Json.read(text, Verdict.class)),
                        Optional.ofNullable(rows.getString("nevra")),
                        Optional.ofNullable(rows.getString("reused_from")),
                        Optional.ofNullable(rows.getString("directory")),
                        StoredLine.artifacts(handle, id)))
                .findFirst());
    }

    @Override
    public List<SnapshotRow> snapshots(String line, int limit) throws OutsideFailure {
        return database.read(handle -> limited(
                        handle,
                        "SELECT directory, component, project, build, state, changed, message FROM snapshot"
                                + " WHERE line = :line",
                        " ORDER BY sequence DESC",
                        line,
                        Optional.empty(),
                        limit)
                .map((rows, _) -> new SnapshotRow(
                        rows.getString("directory"),
                        rows.getString("component"),
                        rows.getString("project"),
                        rows.getString("build"),
                        rows.getString("state"),
                        Micros.instant(rows.getLong("changed")),
                        rows.getString("message")))
                .list());
    }

    @Override
    public List<LabelRow> labels(String line) throws OutsideFailure {
        return database.read(handle -> handle.createQuery("SELECT component, name, directory, moved FROM label"
                        + " WHERE line = ? AND directory IS NOT NULL ORDER BY component, name")
                .bind(0, line)
                .map((rows, _) -> label(rows))
                .list());
    }

    @Override
    public List<LabelRow> labelMoves(String line, int limit) throws OutsideFailure {
        return database.read(handle -> limited(
                        handle,
                        "SELECT component, name, directory, moved FROM label_move WHERE line = :line",
                        " ORDER BY id DESC",
                        line,
                        Optional.empty(),
                        limit)
                .map((rows, _) -> label(rows))
                .list());
    }

    private static LabelRow label(ResultSet rows) throws SQLException {
        return new LabelRow(
                rows.getString("component"),
                rows.getString("name"),
                rows.getString("directory"),
                Micros.instant(rows.getLong("moved")));
    }

    @Override
    public List<EventRow> events(String line, Optional<String> project, int limit) throws OutsideFailure {
        return database.read(handle -> limited(
                        handle,
                        "SELECT id, at, kind, project, text FROM event WHERE line = :line",
                        " ORDER BY id DESC",
                        line,
                        project,
                        limit)
                .map((rows, _) -> new EventRow(
                        rows.getString("id"),
                        Micros.instant(rows.getLong("at")),
                        rows.getString("kind"),
                        rows.getString("project"),
                        rows.getString("text")))
                .list());
    }
}
