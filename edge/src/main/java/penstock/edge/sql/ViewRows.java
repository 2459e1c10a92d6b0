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

    private static final String BEHIND = "p.phase, p.pending, p.behind_since";
    private static final String FAILURES = "p.failure AS title, p.failures, p.failing_since";
    private static final String LAST = "p.last_build, p.last_status, p.last_ended, p.last_step, p.last_cause";
    private static final String EXCUSE = "w.reason, w.what, w.waits_for, w.since, w.help";
    private static final String WITH_WAIT =
            " FROM package p LEFT JOIN wait w ON w.line = p.line AND w.project = p.project";

    /** Of a package, its newest ended build and its excuse; in the end its {@link StoredPackage}. */
    static final String PACKAGE = "SELECT p.project, p.name, p.component, p.place, " + BEHIND + ", " + FAILURES + ", "
            + LAST + ", " + EXCUSE + ", p.state" + WITH_WAIT;

    // Each column costs the driver more than SQLite takes to find it, so lists ask for those that they show.

    static final String LISTED =
            "SELECT p.project, p.component, p.place, " + BEHIND + ", " + LAST + ", coalesce(w.what, '')" + WITH_WAIT;

    static final String FAILING = "SELECT p.project, " + FAILURES + ", " + LAST + " FROM package p";

    static final String WAITING = "SELECT w.project, " + EXCUSE + " FROM wait w";

    static final String BEHIND_UPSTREAM = "SELECT p.project, " + BEHIND + " FROM package p";

    /** Above every id. */
    static final String LAST_ID = "g";

    /** The column of {@link #PACKAGE} that has all the rest as JSON. */
    static final int STATE = 21;

    private ViewRows() {}

    static LineViews.BuildLine build(ResultSet row) throws SQLException {
        return new LineViews.BuildLine(
                new Queries.BuildRow(
                        Text.of(row, 1),
                        Text.of(row, 2),
                        new Queries.Commits(Text.of(row, 3), Text.of(row, 4)),
                        Text.of(row, 5),
                        row.getInt(6),
                        new Queries.Times(Micros.instant(row.getLong(7)), time(row, 8)),
                        Text.of(row, 9)),
                Text.of(row, 10),
                Text.of(row, 11),
                Text.of(row, 12),
                Text.of(row, 13));
    }

    static LineViews.PackageStanding pkg(ResultSet row) throws SQLException {
        return new LineViews.PackageStanding(
                new LineViews.Named(Text.of(row, 1), Text.of(row, 2), Text.of(row, 3)),
                row.getInt(4),
                Text.of(row, 5),
                backlog(row, 6),
                failures(row, 8),
                last(row, 11),
                excuse(row, 16));
    }

    static LineViews.PackageLine listed(ResultSet row) throws SQLException {
        return new LineViews.PackageLine(
                Text.of(row, 1),
                Text.of(row, 2),
                row.getInt(3),
                Text.of(row, 4),
                backlog(row, 5),
                last(row, 7),
                Text.of(row, 12));
    }

    static LineViews.Failing failing(ResultSet row) throws SQLException {
        return new LineViews.Failing(Text.of(row, 1), failures(row, 2), last(row, 5));
    }

    static LineViews.Waiting waiting(ResultSet row) throws SQLException {
        return new LineViews.Waiting(Text.of(row, 1), excuse(row, 2).orElseThrow());
    }

    static LineViews.Behind behind(ResultSet row) throws SQLException {
        return new LineViews.Behind(Text.of(row, 1), Text.of(row, 2), backlog(row, 3));
    }

    private static LineViews.Backlog backlog(ResultSet row, int first) throws SQLException {
        return new LineViews.Backlog(row.getInt(first), time(row, first + 1));
    }

    private static LineViews.Failures failures(ResultSet row, int first) throws SQLException {
        return new LineViews.Failures(Text.of(row, first), row.getInt(first + 1), time(row, first + 2));
    }

    private static Optional<LineViews.Last> last(ResultSet row, int first) throws SQLException {
        String build = Text.orNull(row, first);
        return build == null
                ? Optional.empty()
                : Optional.of(new LineViews.Last(
                        build,
                        Text.of(row, first + 1),
                        Micros.instant(row.getLong(first + 2)),
                        Text.of(row, first + 3),
                        Text.of(row, first + 4)));
    }

    private static Optional<Excuse> excuse(ResultSet row, int first) throws SQLException {
        String reason = Text.orNull(row, first);
        return reason == null
                ? Optional.empty()
                : Optional.of(new Excuse(
                        Excuse.Reason.valueOf(reason),
                        Text.of(row, first + 1),
                        StoredLine.lines(Text.of(row, first + 2)),
                        Micros.instant(row.getLong(first + 3)),
                        Text.of(row, first + 4)));
    }

    static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return micros == 0 && row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }

    /** @param first the column of {@code component, name, directory, moved} */
    static Queries.LabelRow label(ResultSet row, int first) throws SQLException {
        return new Queries.LabelRow(
                Text.of(row, first),
                Text.of(row, first + 1),
                Text.of(row, first + 2),
                Micros.instant(row.getLong(first + 3)));
    }
}
