package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.dlrn.CommitName;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.port.OutsideFailure;
import penstock.repo.SnapshotEntry;

/** Built commits in the journal's tables, and in those of what was taken over from DLRN. */
public final class SqlBuiltCommits implements BuiltCommits {
    /** The columns that {@link #commit} reads. */
    static final String COLUMNS = "b.id, s.directory, b.source, b.distgit, coalesce(b.extended, ''),"
            + " coalesce(d.component, s.component), CASE WHEN s.purged IS NULL THEN 0 ELSE 1 END";

    /** The status as an expression: no index of it is to be preferred to that of the commit, since most builds have the one status. */
    private static final String FROM = " LEFT JOIN dlrn_commit d ON d.build = b.id WHERE b.status || '' = 'SUCCESS'"
            + " AND s.state = 'PUBLISHED'";

    private static final String NAMED = "SELECT " + COLUMNS + " FROM build b JOIN snapshot s ON s.line = b.line"
            + " AND s.build = b.id" + FROM + " AND b.line = ? AND b.source = ? AND b.distgit = ?";

    private static final String AT = "SELECT " + COLUMNS + " FROM snapshot s JOIN build b ON b.id = s.build" + FROM
            + " AND s.line = ? AND s.directory = ?";

    private final Database database;

    public SqlBuiltCommits(Database database) {
        this.database = database;
    }

    /** @param row begins with {@link #COLUMNS} */
    static BuiltCommit commit(ResultSet row) throws SQLException {
        return new BuiltCommit(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7) != 0);
    }

    @Override
    public Optional<BuiltCommit> find(String line, CommitName name) throws OutsideFailure {
        List<Object> values = new ArrayList<>(List.of(line, name.source(), name.distgit()));
        name.extended().ifPresent(values::add);
        String sql = NAMED + (name.extended().isPresent() ? " AND b.extended = ?" : "") + " ORDER BY b.id DESC LIMIT 1";
        return first(sql, values.toArray());
    }

    @Override
    public Optional<BuiltCommit> at(String line, String directory) throws OutsideFailure {
        return first(AT, line, directory);
    }

    private Optional<BuiltCommit> first(String sql, Object... values) throws OutsideFailure {
        return database.rows(rows -> rows.list(sql, SqlBuiltCommits::commit, values)).stream()
                .findFirst();
    }

    /** Step by step along an index each, since there may be thousands of packages and commits. */
    @Override
    public List<String> components(String line) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT DISTINCT component FROM ("
                        + "SELECT component FROM package WHERE line = ? UNION SELECT component FROM dlrn_commit WHERE line = ?"
                        + ") named WHERE component <> '' ORDER BY component",
                row -> row.getString(1),
                line,
                line));
    }

    @Override
    public boolean any(String line) throws OutsideFailure {
        return !database.rows(rows -> rows.list(
                        "SELECT id FROM build WHERE line = ? ORDER BY id DESC LIMIT 1", row -> row.getString(1), line))
                .isEmpty();
    }

    @Override
    public Counts ended(String line, Instant from, Instant to, Optional<String> project) throws OutsideFailure {
        return database.rows(rows -> new Counts(
                ended(rows, line, "SUCCESS", from, to, project), ended(rows, line, "FAILED", from, to, project)));
    }

    private static int ended(Rows rows, String line, String status, Instant from, Instant to, Optional<String> project)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(line));
        project.ifPresent(values::add);
        values.addAll(List.of(status, Micros.of(from), Micros.of(to)));
        return rows.number(
                "SELECT count(*) FROM build WHERE line = ?" + (project.isPresent() ? " AND project = ?" : "")
                        + " AND status = ? AND ended >= ? AND ended < ?",
                values.toArray());
    }

    @Override
    public Totals totals(String line) throws OutsideFailure {
        return database.rows(rows -> new Totals(
                count(rows, line, SnapshotEntry.SUCCESS),
                count(rows, line, SnapshotEntry.FAILED),
                count(rows, line, SnapshotEntry.RETRY)));
    }

    private static int count(Rows rows, String line, String status) throws SQLException {
        return rows.number("SELECT count(*) FROM build WHERE line = ? AND status = ?", line, status);
    }

    @Override
    public Optional<Ended> newest(String line, String project) throws OutsideFailure {
        return database
                .rows(rows -> rows.list(
                        "SELECT b.id, b.source, b.status, d.build FROM build b LEFT JOIN dlrn_commit d ON d.build = b.id"
                                + " WHERE b.line = ? AND b.project = ? AND b.status IN ('SUCCESS', 'FAILED')"
                                + " ORDER BY b.id DESC LIMIT 1",
                        row -> new Ended(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3).equals("SUCCESS"),
                                row.getString(4) != null),
                        line,
                        project))
                .stream()
                .findFirst();
    }

    @Override
    public void forget(String build) throws OutsideFailure {
        record Of(String line, String project) {}
        database.write(handle -> handle.createQuery(
                        "UPDATE build SET status = 'RETRY' WHERE id = ? AND status = 'FAILED'"
                                + " AND EXISTS (SELECT 1 FROM dlrn_commit d WHERE d.build = build.id) RETURNING line, project")
                .bind(0, build)
                .map((rows, _) -> new Of(rows.getString(1), rows.getString(2)))
                .findOne()
                .ifPresent(of -> new PackageRows(handle, of.line(), 0).triedAgain(of.project(), build)));
    }
}
