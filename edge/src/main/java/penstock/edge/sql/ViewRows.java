package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import penstock.engine.query.LineViews;
import penstock.engine.query.Queries;
import penstock.line.Excuse;

/** Rows that several views show, and the columns that they are made of. */
final class ViewRows {
    /** Of {@code build b}. */
    static final String BUILD = "b.id, b.project, b.source, b.distgit, b.subject, b.attempt, b.started, b.ended,"
            + " b.status, b.kind, b.author, b.step, b.failure";

    /** Of a package, its newest ended build and its excuse; {@code b.project} is left out, since the package has it. */
    static final String PACKAGE = "SELECT p.project, p.name, p.component, p.place, p.phase, p.pending, p.behind_since,"
            + " p.failures, p.failing_since, p.failure AS title, b.id, b.status, b.ended, b.step, b.failure,"
            + " w.reason, w.what, w.waits_for, w.since, w.help FROM package p"
            + " LEFT JOIN build b ON b.id = p.last_build"
            + " LEFT JOIN wait w ON w.line = p.line AND w.project = p.project";

    /** Above every id. */
    static final String LAST_ID = "g";

    private ViewRows() {}

    static LineViews.BuildLine build(ResultSet row) throws SQLException {
        return new LineViews.BuildLine(
                new Queries.BuildRow(
                        row.getString(1),
                        row.getString(2),
                        new Queries.Commits(row.getString(3), row.getString(4)),
                        row.getString(5),
                        row.getInt(6),
                        new Queries.Times(Micros.instant(row.getLong(7)), time(row, 8)),
                        row.getString(9)),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }

    static LineViews.PackageStanding pkg(ResultSet row) throws SQLException {
        return new LineViews.PackageStanding(
                new LineViews.Named(row.getString(1), row.getString(2), row.getString(3)),
                row.getInt(4),
                row.getString(5),
                new LineViews.Backlog(row.getInt(6), time(row, 7), row.getInt(8), time(row, 9)),
                last(row),
                excuse(row));
    }

    private static Optional<LineViews.Last> last(ResultSet row) throws SQLException {
        String build = row.getString(11);
        return build == null
                ? Optional.empty()
                : Optional.of(new LineViews.Last(
                        build,
                        row.getString(12),
                        Micros.instant(row.getLong(13)),
                        row.getString(10),
                        row.getString(14),
                        row.getString(15)));
    }

    private static Optional<Excuse> excuse(ResultSet row) throws SQLException {
        String reason = row.getString(16);
        return reason == null
                ? Optional.empty()
                : Optional.of(new Excuse(
                        Excuse.Reason.valueOf(reason),
                        row.getString(17),
                        StoredLine.lines(row.getString(18)),
                        Micros.instant(row.getLong(19)),
                        row.getString(20)));
    }

    static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }

    /** @param first the column of {@code component, name, directory, moved} */
    static Queries.LabelRow label(ResultSet row, int first) throws SQLException {
        return new Queries.LabelRow(
                row.getString(first),
                row.getString(first + 1),
                row.getString(first + 2),
                Micros.instant(row.getLong(first + 3)));
    }
}
