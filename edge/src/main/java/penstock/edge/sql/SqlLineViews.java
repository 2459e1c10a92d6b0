package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.Queries;

/** What pages show of lines, each row by an index, page by page. */
public final class SqlLineViews implements LineViews {
    /** Packages that stand alike, counted when they were written. */
    private static final String ALIKE = "SELECT line, last_status, phase, packages FROM package_count";

    /** All of it is in the index {@code package_pending}, which has those packages alone that something waits for. */
    private static final String PENDING =
            "SELECT coalesce(sum(pending), 0), min(behind_since) FROM package WHERE line = ? AND pending > 0";

    /** As the index {@code package_failing} has it, which has those packages alone. */
    private static final String FAILS = "p.last_status IN ('FAILED', 'RETRY')";

    private static final Set<String> FAILING = Set.of("FAILED", "RETRY");
    private static final Set<String> RUNNING = Set.of("BUILDING", "PUBLISHING");

    private static final String LABELS = "SELECT component, name, directory, moved FROM label"
            + " WHERE line = ? AND directory IS NOT NULL ORDER BY component,"
            + " CASE name WHEN 'current' THEN 0 WHEN 'consistent' THEN 1 ELSE 2 END, name";
    private static final String BUILDS = "SELECT " + ViewRows.BUILD + " FROM build b";

    private final Database database;

    public SqlLineViews(Database database) {
        this.database = database;
    }

    @Override
    public List<Standing> standings() throws OutsideFailure {
        return database.rows(rows -> {
            SortedMap<String, List<Alike>> lines = new TreeMap<>();
            for (Alike some : rows.list(ALIKE, SqlLineViews::alike)) {
                lines.computeIfAbsent(some.line(), _ -> new ArrayList<>()).add(some);
            }
            List<Standing> standings = new ArrayList<>();
            for (Map.Entry<String, List<Alike>> line : lines.entrySet()) {
                standings.add(standing(rows, line.getKey(), line.getValue()));
            }
            return standings;
        });
    }

    private record Alike(String line, String status, String phase, int packages) {}

    private static Alike alike(ResultSet row) throws SQLException {
        return new Alike(Text.of(row, 1), Text.of(row, 2), Text.of(row, 3), row.getInt(4));
    }

    private static Standing standing(Rows rows, String line, List<Alike> packages) throws SQLException {
        return rows.list(
                        PENDING,
                        row -> new Standing(
                                line,
                                new Counts(
                                        count(packages, _ -> true),
                                        count(packages, some -> some.status().equals("SUCCESS")),
                                        count(packages, some -> FAILING.contains(some.status())),
                                        count(packages, some -> some.status().isEmpty()),
                                        count(packages, some -> some.phase().equals("WAITING")),
                                        count(packages, some -> RUNNING.contains(some.phase())),
                                        row.getInt(1)),
                                ViewRows.time(row, 2),
                                rows.list(LABELS, label -> ViewRows.label(label, 1), line)),
                        line)
                .getFirst();
    }

    private static int count(List<Alike> packages, Predicate<Alike> which) {
        return packages.stream().filter(which).mapToInt(Alike::packages).sum();
    }

    @Override
    public Optional<Overview> overview(String line, Limits limits) throws OutsideFailure {
        return database.rows(rows -> {
            List<Alike> packages = rows.list(ALIKE + " WHERE line = ?", SqlLineViews::alike, line);
            return packages.isEmpty()
                    ? Optional.empty()
                    : Optional.of(overview(rows, line, standing(rows, line, packages), limits));
        });
    }

    private static Overview overview(Rows rows, String line, Standing standing, Limits limits) throws SQLException {
        return new Overview(
                standing,
                rows.list(
                        ViewRows.FAILING + " WHERE p.line = ? AND " + FAILS + " ORDER BY p.place LIMIT ?",
                        ViewRows::failing,
                        line,
                        limits.failing()),
                rows.list(
                        ViewRows.WAITING + " WHERE w.line = ? ORDER BY w.since, w.project LIMIT ?",
                        ViewRows::waiting,
                        line,
                        limits.waits()),
                rows.list(
                        ViewRows.BEHIND_UPSTREAM + " WHERE p.line = ? AND p.pending > 0"
                                + " AND p.behind_since IS NOT NULL ORDER BY p.behind_since, p.place LIMIT ?",
                        ViewRows::behind,
                        line,
                        limits.others()),
                rows.list(
                        // A list and no join: a planner without statistics would go through all builds for each
                        // package.
                        BUILDS + " WHERE b.id IN (SELECT p.build FROM package p WHERE p.line = ?"
                                + " AND p.pending > 0 AND p.phase IN ('BUILDING', 'PUBLISHING')) ORDER BY b.id LIMIT ?",
                        ViewRows::build,
                        line,
                        limits.others()),
                rows.list(
                        BUILDS + " WHERE b.line = ? AND b.ended IS NOT NULL ORDER BY b.id DESC LIMIT ?",
                        ViewRows::build,
                        line,
                        limits.others()));
    }

    @Override
    public List<PackageLine> packages(String line, Filter filter, int after, int limit) throws OutsideFailure {
        String only = switch (filter.kind()) {
            case ALL -> "";
            case FAILING -> " AND " + FAILS;
            case WAITING -> " AND p.pending > 0 AND p.phase = 'WAITING'";
            case RUNNING -> " AND p.pending > 0 AND p.phase IN ('BUILDING', 'PUBLISHING')";
            case BEHIND -> " AND p.pending > 0";
            case NEVER -> " AND p.last_status = ''";
        };
        List<Object> values = new ArrayList<>(List.of(line, after));
        String named = "";
        if (!filter.text().isEmpty()) {
            named = " AND (lower(p.project) LIKE ? ESCAPE '!' OR lower(p.name) LIKE ? ESCAPE '!')";
            String part = "%" + filter.text().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
            values.add(part);
            values.add(part);
        }
        values.add(limit);
        String sql = ViewRows.LISTED + " WHERE p.line = ? AND p.place > ?" + only + named + " ORDER BY p.place LIMIT ?";
        return database.rows(rows -> rows.list(sql, ViewRows::listed, values.toArray()));
    }

    @Override
    public List<BuildLine> builds(String line, Optional<String> before, int limit) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                BUILDS + " WHERE b.line = ? AND b.id < ? ORDER BY b.id DESC LIMIT ?",
                ViewRows::build,
                line,
                before.orElse(ViewRows.LAST_ID),
                limit));
    }

    @Override
    public List<Queries.EventRow> events(String line, Optional<String> project, Optional<String> before, int limit)
            throws OutsideFailure {
        List<Object> values = new ArrayList<>(List.of(line));
        project.ifPresent(values::add);
        values.add(before.orElse(ViewRows.LAST_ID));
        values.add(limit);
        String sql = "SELECT id, at, kind, project, text FROM event WHERE line = ?"
                + (project.isPresent() ? " AND project = ?" : "")
                + " AND id < ? AND kind <> 'TimePassed' ORDER BY id DESC LIMIT ?";
        return database.rows(rows -> rows.list(
                sql,
                row -> new Queries.EventRow(
                        Text.of(row, 1),
                        Micros.instant(row.getLong(2)),
                        Text.of(row, 3),
                        Text.of(row, 4),
                        Text.of(row, 5)),
                values.toArray()));
    }
}
