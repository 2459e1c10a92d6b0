package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;

/**
 * What pages show of snapshots. The table {@code entry} has a row for each change; what a snapshot lists of a project is the newest
 * row that is not above its sequence, which one step into the primary key finds, however long the history is.
 */
public final class SqlSnapshotViews implements SnapshotViews {
    private static final String MADE = "SELECT s.directory, s.component, s.project, s.build,"
            + " CASE WHEN s.purged IS NULL THEN s.state ELSE 'PURGED' END, s.changed, s.message, s.sequence,"
            + " coalesce(b.subject, '') FROM snapshot s LEFT JOIN build b ON b.id = s.build WHERE s.line = ?";

    /**
     * Projects after another that have entries, each with its newest entry at a sequence: build, time, status and name with a space between them.
     * As one text it is found by one step into the index, where a join takes two for the newest and for its row; only the name may have
     * a space in it.
     */
    private static final String CONTENTS =
            "SELECT p.project, (SELECT concat_ws(' ', coalesce(e.build, ''), e.succeeded, e.status, e.nvr) FROM entry e"
                    + " WHERE e.line = p.line AND e.component = p.component AND e.project = p.project AND e.sequence <= ?"
                    + " ORDER BY e.sequence DESC LIMIT 1)"
                    + " FROM entry_project p WHERE p.line = ? AND p.component = ? AND p.project > ?"
                    + " ORDER BY p.project LIMIT ?";

    private static final String AT = "SELECT project, build, nvr, status, succeeded FROM entry WHERE line = ?"
            + " AND component = ? AND project = ? AND sequence <= ? ORDER BY sequence DESC LIMIT 1";

    /** The inner limit is there for its order, without which all that was ever listed is read for the sake of the outer one. */
    private static final String CHANGED = "SELECT DISTINCT project FROM (SELECT project FROM entry WHERE line = ?"
            + " AND component = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?) changed"
            + " ORDER BY project LIMIT ?";

    private static final int MOST_CHANGES = 1_000_000;

    private final Database database;

    public SqlSnapshotViews(Database database) {
        this.database = database;
    }

    @Override
    public List<Made> made(String line, Optional<Long> before, int limit) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                MADE + " AND s.sequence < ? ORDER BY s.sequence DESC LIMIT ?",
                SqlSnapshotViews::made,
                line,
                before.orElse(Long.MAX_VALUE),
                limit));
    }

    private static Made made(ResultSet row) throws SQLException {
        return new Made(
                new Queries.SnapshotRow(
                        Text.of(row, 1),
                        Text.of(row, 2),
                        Text.of(row, 3),
                        Text.of(row, 4),
                        Text.of(row, 5),
                        Micros.instant(row.getLong(6)),
                        Text.of(row, 7)),
                row.getLong(8),
                Text.of(row, 9));
    }

    @Override
    public Optional<Made> find(String line, String directory) throws OutsideFailure {
        return database.rows(
                rows -> rows.list(MADE + " AND s.directory = ?", SqlSnapshotViews::made, line, directory).stream()
                        .findFirst());
    }

    @Override
    public Optional<Made> before(String line, Made made) throws OutsideFailure {
        return database.rows(rows -> rows
                .list(
                        MADE + " AND s.component = ? AND s.sequence < ? AND s.state = 'PUBLISHED'"
                                + " ORDER BY s.sequence DESC LIMIT 1",
                        SqlSnapshotViews::made,
                        line,
                        made.row().component(),
                        made.sequence())
                .stream()
                .findFirst());
    }

    @Override
    public List<Listed> contents(String line, Made made, String after, int limit) throws OutsideFailure {
        return database.rows(rows -> {
            List<Listed> listed = new ArrayList<>();
            List<Listed> next;
            String from = after;
            do {
                next = next(rows, line, made, from, limit);
                next.stream().filter(SqlSnapshotViews::isListed).forEach(listed::add);
                from = next.isEmpty() ? from : next.getLast().project();
            } while (next.size() == limit && listed.size() < limit);
            return listed.subList(0, Math.min(limit, listed.size()));
        });
    }

    private static List<Listed> next(Rows rows, String line, Made made, String from, int limit) throws SQLException {
        return rows.list(
                CONTENTS,
                SqlSnapshotViews::entry,
                made.sequence(),
                line,
                made.row().component(),
                from,
                limit);
    }

    /** Not a package that the snapshot does not have: it came later, or was dropped before. */
    private static boolean isListed(Listed entry) {
        return !entry.build().isEmpty();
    }

    /** Nothing for a package that came later. */
    private static Listed entry(ResultSet row) throws SQLException {
        String project = Text.of(row, 1);
        String entry = Text.orNull(row, 2);
        if (entry == null) {
            return new Listed(project, "", "", "", Instant.EPOCH);
        }
        int time = entry.indexOf(' ') + 1;
        int status = entry.indexOf(' ', time) + 1;
        int name = entry.indexOf(' ', status) + 1;
        return new Listed(
                project,
                entry.substring(0, time - 1),
                entry.substring(name),
                entry.substring(status, name - 1),
                Micros.instant(Long.parseLong(entry, time, status - 1, 10)));
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                Text.of(row, 1),
                Optional.ofNullable(Text.orNull(row, 2)).orElse(""),
                Text.of(row, 3),
                Text.of(row, 4),
                Micros.instant(row.getLong(5)));
    }

    @Override
    public List<Differing> difference(String line, Made from, Made to, int limit) throws OutsideFailure {
        String component = to.row().component();
        long low = Math.min(from.sequence(), to.sequence());
        long high = Math.max(from.sequence(), to.sequence());
        return database.rows(rows -> {
            List<String> changed =
                    rows.list(CHANGED, row -> Text.of(row, 1), line, component, low, high, MOST_CHANGES, limit);
            List<Differing> differing = new ArrayList<>();
            for (String project : changed) {
                Optional<Listed> old = at(rows, line, component, project, from.sequence());
                Optional<Listed> now = at(rows, line, component, project, to.sequence());
                if (!old.equals(now)) {
                    differing.add(new Differing(project, old, now));
                }
            }
            return differing;
        });
    }

    private static Optional<Listed> at(Rows rows, String line, String component, String project, long sequence)
            throws SQLException {
        return rows.list(AT, SqlSnapshotViews::listed, line, component, project, sequence).stream()
                .filter(SqlSnapshotViews::isListed)
                .findFirst();
    }

    @Override
    public List<Move> moves(String line, Optional<String> before, int limit) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT id, component, name, directory, moved, previous FROM label_move"
                        + " WHERE line = ? AND id < ? ORDER BY id DESC LIMIT ?",
                row -> new Move(
                        Text.of(row, 1),
                        ViewRows.label(row, 2),
                        Optional.of(Text.of(row, 6)).filter(previous -> !previous.isEmpty())),
                line,
                before.orElse(ViewRows.LAST_ID),
                limit));
    }
}
