package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import penstock.build.Verdict;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.line.Excuse;

/** The read models, by plain queries; the JSON columns are only read for one build's detail. */
public final class SqlQueries implements Queries {
    static final String BUILD =
            "b.id, b.project, b.source, b.distgit, b.subject, b.attempt, b.started, b.ended, b.status";
    /** The status of a package is that of its newest ended build of the line. */
    private static final String LAST = " LEFT JOIN build b ON b.id = p.last_build";

    /** The row of a package, with its last build and why it waits. */
    static final String PACKAGE = "SELECT p.project AS package, p.name, p.component, p.pending, p.phase,"
            + " w.reason, w.what, w.waits_for, w.since, w.help, " + BUILD + " FROM package p" + LAST
            + " LEFT JOIN wait w ON w.line = p.line AND w.project = p.project";

    static final String SNAPSHOT = "directory, component, project, build, changed, message,"
            + " CASE WHEN purged IS NULL THEN state ELSE 'PURGED' END AS state FROM snapshot";
    static final String EVENT = "id, at, kind, project, text FROM event";

    private final Database database;

    public SqlQueries(Database database) {
        this.database = database;
    }

    /** A row for those that stand alike; adding up is done here, which costs less than in SQL. */
    @Override
    public List<LineOverview> lines() throws OutsideFailure {
        Map<String, LineOverview> lines = new TreeMap<>();
        database.rows(rows -> rows.list(
                        "SELECT line, last_status, phase, packages FROM package_count",
                        row -> alike(
                                Text.of(row, "line"),
                                Text.of(row, "last_status"),
                                Text.of(row, "phase"),
                                row.getInt("packages"))))
                .forEach(some -> lines.merge(some.line(), some, SqlQueries::both));
        return List.copyOf(lines.values());
    }

    private static LineOverview alike(String line, String status, String phase, int packages) {
        return new LineOverview(
                line,
                packages,
                status.equals("SUCCESS") ? packages : 0,
                status.equals("FAILED") || status.equals("RETRY") ? packages : 0,
                status.isEmpty() ? packages : 0,
                phase.equals("WAITING") ? packages : 0,
                phase.equals("BUILDING") || phase.equals("PUBLISHING") ? packages : 0);
    }

    private static LineOverview both(LineOverview one, LineOverview other) {
        return new LineOverview(
                one.line(),
                one.packages() + other.packages(),
                one.passing() + other.passing(),
                one.failing() + other.failing(),
                one.never() + other.never(),
                one.waiting() + other.waiting(),
                one.running() + other.running());
    }

    @Override
    public List<PackageRow> packages(String line) throws OutsideFailure {
        return database.rows(rows -> rows.list(PACKAGE + " WHERE p.line = ? ORDER BY p.place", SqlQueries::pkg, line));
    }

    @Override
    public List<PauseRow> pauses(String line) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT project, since, who, reason FROM pause WHERE line = ? ORDER BY project",
                row -> new PauseRow(Text.of(row, "project"), StoredLine.pause(row)),
                line));
    }

    @Override
    public List<GoneRow> gone(String line) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT project, since FROM gone WHERE line = ? AND removed = 0 ORDER BY project",
                row -> new GoneRow(Text.of(row, "project"), Micros.instant(row.getLong("since"))),
                line));
    }

    static PackageRow pkg(ResultSet row) throws SQLException {
        row.getLong("started");
        boolean built = !row.wasNull();
        return new PackageRow(
                Text.of(row, "package"),
                Text.of(row, "name"),
                Text.of(row, "component"),
                row.getInt("pending"),
                Text.of(row, "phase"),
                built ? Optional.of(build(row)) : Optional.empty(),
                excuse(row));
    }

    private static Optional<Excuse> excuse(ResultSet rows) throws SQLException {
        String reason = Text.orNull(rows, "reason");
        return reason == null
                ? Optional.empty()
                : Optional.of(new Excuse(
                        Excuse.Reason.valueOf(reason),
                        Text.of(rows, "what"),
                        StoredLine.lines(Text.of(rows, "waits_for")),
                        Micros.instant(rows.getLong("since")),
                        Text.of(rows, "help")));
    }

    static BuildRow build(ResultSet rows) throws SQLException {
        return new BuildRow(
                Text.of(rows, "id"),
                Text.of(rows, "project"),
                new Commits(Text.of(rows, "source"), Text.of(rows, "distgit")),
                Text.of(rows, "subject"),
                rows.getInt("attempt"),
                new Times(Micros.instant(rows.getLong("started")), Micros.optional(rows, "ended")),
                Text.of(rows, "status"));
    }

    /** The newest rows of a line's, of one project's when it is given. */
    private <T> List<T> newest(
            String sql, String order, Rows.Reading<T> reading, String line, Optional<String> project, int limit)
            throws OutsideFailure {
        List<Object> values = new ArrayList<>(List.of(line));
        project.ifPresent(values::add);
        values.add(limit);
        String all = sql + " WHERE line = ?" + (project.isPresent() ? " AND project = ?" : "") + order + " LIMIT ?";
        return database.rows(rows -> rows.list(all, reading, values.toArray()));
    }

    @Override
    public List<BuildRow> builds(String line, Optional<String> project, int limit) throws OutsideFailure {
        return newest(
                "SELECT " + BUILD + " FROM build b", " ORDER BY id DESC", SqlQueries::build, line, project, limit);
    }

    @Override
    public Optional<BuildDetail> build(String id) throws OutsideFailure {
        return database.rows(rows -> rows
                .list(
                        "SELECT " + BUILD
                                + ", b.verdict, b.nevra, b.reused_from, s.directory FROM build b"
                                + " LEFT JOIN snapshot s ON s.line = b.line AND s.build = b.id AND s.purged IS NULL WHERE b.id = ?",
                        row -> new BuildDetail(
                                build(row),
                                Optional.ofNullable(Text.orNull(row, "verdict"))
                                        .map(text -> Json.read(text, Verdict.class)),
                                Optional.ofNullable(Text.orNull(row, "nevra")),
                                Optional.ofNullable(Text.orNull(row, "reused_from")),
                                Optional.ofNullable(Text.orNull(row, "directory")),
                                StoredLine.artifacts(rows, id)),
                        id)
                .stream()
                .findFirst());
    }

    @Override
    public List<SnapshotRow> snapshots(String line, int limit) throws OutsideFailure {
        return newest(
                "SELECT " + SNAPSHOT, " ORDER BY sequence DESC", SqlQueries::snapshot, line, Optional.empty(), limit);
    }

    static SnapshotRow snapshot(ResultSet row) throws SQLException {
        return new SnapshotRow(
                Text.of(row, "directory"),
                Text.of(row, "component"),
                Text.of(row, "project"),
                Text.of(row, "build"),
                Text.of(row, "state"),
                Micros.instant(row.getLong("changed")),
                Text.of(row, "message"));
    }

    @Override
    public List<LabelRow> labels(String line) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT component, name, directory, moved FROM label"
                        + " WHERE line = ? AND directory IS NOT NULL ORDER BY component, name",
                SqlQueries::label,
                line));
    }

    @Override
    public List<LabelRow> labelMoves(String line, int limit) throws OutsideFailure {
        return newest(
                "SELECT component, name, directory, moved FROM label_move",
                " ORDER BY id DESC",
                SqlQueries::label,
                line,
                Optional.empty(),
                limit);
    }

    static LabelRow label(ResultSet rows) throws SQLException {
        return new LabelRow(
                Text.of(rows, "component"),
                Text.of(rows, "name"),
                Text.of(rows, "directory"),
                Micros.instant(rows.getLong("moved")));
    }

    @Override
    public List<EventRow> events(String line, Optional<String> project, int limit) throws OutsideFailure {
        return newest("SELECT " + EVENT, " ORDER BY id DESC", SqlQueries::event, line, project, limit);
    }

    static EventRow event(ResultSet row) throws SQLException {
        return new EventRow(
                Text.of(row, "id"),
                Micros.instant(row.getLong("at")),
                Text.of(row, "kind"),
                Text.of(row, "project"),
                Text.of(row, "text"));
    }
}
