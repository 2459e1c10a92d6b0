package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.build.CauseText;
import penstock.build.Verdict;
import penstock.digest.Breakage;
import penstock.digest.WeeklyDigest;
import penstock.distro.Package;
import penstock.engine.digest.WeekFacts;
import penstock.engine.port.OutsideFailure;
import penstock.line.Excuse;
import penstock.repo.SnapshotEntry;
import penstock.week.Week;

/** What happened in a week, each row by an index. */
public final class SqlWeekFacts implements WeekFacts {
    private static final String COUNT =
            "SELECT count(*) FROM build WHERE line = ? AND status = ? AND ended >= ? AND ended < ?";

    /** Not made distinct, for which SQLite would go through all builds of the line. */
    private static final String FAILED =
            "SELECT project FROM build WHERE line = ? AND status = 'FAILED' AND ended >= ? AND ended < ?";

    /** Of each package the first failure after its last success before a moment. */
    private static final String UNMENDED =
            "SELECT project, broke FROM (SELECT g.project, (SELECT min(f.ended) FROM build f"
                    + " WHERE f.line = ? AND f.project = g.project AND f.status = 'FAILED' AND f.ended > g.good AND f.ended < ?) AS broke"
                    + " FROM (SELECT p.project, coalesce((SELECT max(s.ended) FROM build s WHERE s.line = p.line"
                    + " AND s.project = p.project AND s.status = 'SUCCESS' AND s.ended < ?), -1) AS good"
                    + " FROM package p WHERE p.line = ?) g) b WHERE broke IS NOT NULL";

    private static final String END = "SELECT id, ended, subject, status, failure, verdict FROM build"
            + " WHERE line = ? AND project = ? AND status IN ('SUCCESS', 'FAILED')";

    /** Each evidence of this job is a move of the label. */
    private static final String CONSISTENT =
            " FROM evidence WHERE line = ? AND job = 'consistent' AND origin = 'FACTORY' AND at >= ? AND at < ?";

    private static final String UNPUBLISHED = "Publishing failed";
    private static final String UNKNOWN = "No cause was recognised";

    private final Database database;

    public SqlWeekFacts(Database database) {
        this.database = database;
    }

    @Override
    public WeeklyDigest.Builds builds(String line, Week week) throws OutsideFailure {
        long from = Micros.of(week.from());
        long to = Micros.of(week.to());
        return database.rows(rows -> new WeeklyDigest.Builds(
                rows.number(COUNT, line, "SUCCESS", from, to), rows.number(COUNT, line, "FAILED", from, to)));
    }

    @Override
    public WeeklyDigest.Consistent consistent(String line, Week week) throws OutsideFailure {
        long from = Micros.of(week.from());
        long to = Micros.of(week.to());
        return database.rows(rows -> new WeeklyDigest.Consistent(
                rows.number("SELECT count(*)" + CONSISTENT, line, from, to),
                rows.list("SELECT max(at)" + CONSISTENT, row -> ViewRows.time(row, 1), line, 0L, to)
                        .getFirst()));
    }

    @Override
    public SequencedMap<String, Excuse> waiting(String line, int limit) throws OutsideFailure {
        SequencedMap<String, Excuse> waiting = new LinkedHashMap<>();
        database.rows(rows -> rows.list(
                        ViewRows.WAITING + " WHERE w.line = ? ORDER BY w.since, w.project LIMIT ?",
                        ViewRows::waiting,
                        line,
                        limit))
                .forEach(one -> waiting.put(one.project(), one.excuse()));
        return waiting;
    }

    @Override
    public List<Breakage.End> ends(String line, Week week) throws OutsideFailure {
        long from = Micros.of(week.from());
        long to = Micros.of(week.to());
        return database.rows(rows -> {
            SortedMap<String, Optional<Long>> projects = new TreeMap<>();
            rows.list(FAILED, row -> row.getString(1), line, from, to)
                    .forEach(project -> projects.put(project, Optional.empty()));
            rows.list(UNMENDED, row -> Map.entry(row.getString(1), row.getLong(2)), line, from, from, line)
                    .forEach(broke -> projects.put(broke.getKey(), Optional.of(broke.getValue())));
            List<Breakage.End> ends = new ArrayList<>();
            for (Map.Entry<String, Optional<Long>> one : projects.entrySet()) {
                String project = one.getKey();
                Optional<Package> pkg = pkg(rows, line, project);
                if (pkg.isPresent()) {
                    RowOf row = new RowOf(pkg.orElseThrow());
                    if (one.getValue().isPresent()) {
                        ends.addAll(rows.list(
                                END + " AND ended = ? ORDER BY id LIMIT 1",
                                row::end,
                                line,
                                project,
                                one.getValue().orElseThrow()));
                    }
                    ends.addAll(rows.list(
                            END + " AND ended >= ? AND ended < ? ORDER BY ended, id",
                            row::end,
                            line,
                            project,
                            from,
                            to));
                }
            }
            return ends;
        });
    }

    /** Empty when the line has it no more. */
    private static Optional<Package> pkg(Rows rows, String line, String project) throws SQLException {
        return rows
                .list(
                        "SELECT state FROM package WHERE line = ? AND project = ?",
                        row -> Json.read(row.getString(1), StoredPackage.class).pkg(),
                        line,
                        project)
                .stream()
                .findFirst();
    }

    /** A row of a package's build. */
    private record RowOf(Package pkg) {
        Breakage.End end(ResultSet row) throws SQLException {
            Optional<Breakage.Failure> failure = row.getString(4).equals(SnapshotEntry.SUCCESS)
                    ? Optional.empty()
                    : Optional.of(failure(row.getString(5), Optional.ofNullable(row.getString(6))));
            return new Breakage.End(pkg, row.getString(1), Micros.instant(row.getLong(2)), row.getString(3), failure);
        }

        /** @param verdict of what ended in none there is none, and that of what could not be published is a success */
        private static Breakage.Failure failure(String sentence, Optional<String> verdict) {
            Optional<Verdict> known = verdict.map(text -> Json.read(text, Verdict.class));
            String title = known.filter(Verdict::succeeded).isPresent()
                    ? UNPUBLISHED
                    : known.flatMap(Verdict::cause).map(CauseText::title).orElse(UNKNOWN);
            return new Breakage.Failure(title, sentence.isEmpty() ? UNKNOWN : sentence);
        }
    }
}
