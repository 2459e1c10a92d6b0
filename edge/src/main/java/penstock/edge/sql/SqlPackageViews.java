package penstock.edge.sql;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.LineViews;
import penstock.engine.query.PackageViews;

/** What pages show of one package: its state, its builds by their ids, and its dependencies from the names in specs. */
public final class SqlPackageViews implements PackageViews {
    private static final String BUILDS = "SELECT " + ViewRows.BUILD + " FROM build b WHERE b.line = ?";

    // SQLite keeps to the order of a CROSS JOIN: first the one package's names. Left to itself, and without statistics,
    // it reads all of the line's.
    private static final String NEEDS = "SELECT o.project, r.role, r.name FROM capability r"
            + " CROSS JOIN capability o WHERE o.line = r.line AND o.name = r.name AND o.role = 'PROVIDES'"
            + " AND r.line = ? AND r.project = ? AND r.role IN ('BUILD', 'RUN') AND o.project <> r.project"
            + " ORDER BY o.project, r.role LIMIT ?";
    private static final String NEEDED_BY = "SELECT o.project, o.role, o.name FROM capability r"
            + " CROSS JOIN capability o WHERE o.line = r.line AND o.name = r.name AND o.role IN ('BUILD', 'RUN')"
            + " AND r.line = ? AND r.project = ? AND r.role = 'PROVIDES' AND o.project <> r.project"
            + " ORDER BY o.project, o.role LIMIT ?";
    /** In no order: asked for the names' one, SQLite reads all of the line's. */
    private static final String OUTSIDE = "SELECT r.name FROM capability r"
            + " WHERE r.line = ? AND r.project = ? AND r.role IN ('BUILD', 'RUN') AND NOT EXISTS"
            + " (SELECT 1 FROM capability o WHERE o.line = r.line AND o.name = r.name AND o.role = 'PROVIDES')";

    private final Database database;

    public SqlPackageViews(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PackageView> find(String line, String project, int limit) throws OutsideFailure {
        return database.rows(rows -> {
            List<LineViews.PackageStanding> standing =
                    rows.list(ViewRows.PACKAGE + " WHERE p.line = ? AND p.project = ?", ViewRows::pkg, line, project);
            return standing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(view(rows, standing.getFirst(), line, project, limit));
        });
    }

    private static PackageView view(
            Rows rows, LineViews.PackageStanding standing, String line, String project, int limit) throws SQLException {
        StoredPackage stored = rows.list(
                        "SELECT state FROM package WHERE line = ? AND project = ?",
                        row -> Json.read(row.getString(1), StoredPackage.class),
                        line,
                        project)
                .getFirst();
        return new PackageView(
                standing,
                stored.pkg(),
                stored.tasks().stream().limit(limit).toList(),
                needs(rows, NEEDS, line, project, limit),
                needs(rows, NEEDED_BY, line, project, limit),
                rows.list(OUTSIDE, row -> row.getString(1), line, project).stream()
                        .distinct()
                        .sorted()
                        .limit(limit)
                        .toList());
    }

    /** Several names may connect the same two; the first is shown, one to build before one to run. */
    private static List<Need> needs(Rows rows, String sql, String line, String project, int limit) throws SQLException {
        Map<String, Need> needs = new LinkedHashMap<>();
        rows.list(
                        sql,
                        row -> new Need(row.getString(1), row.getString(2).equals("BUILD"), row.getString(3)),
                        line,
                        project,
                        limit * 3)
                .forEach(need -> needs.putIfAbsent(need.project(), need));
        return needs.values().stream().limit(limit).toList();
    }

    @Override
    public List<LineViews.BuildLine> history(String line, String project, Optional<String> before, int limit)
            throws OutsideFailure {
        return database.rows(rows -> rows.list(
                BUILDS + " AND b.project = ? AND b.id < ? ORDER BY b.id DESC LIMIT ?",
                ViewRows::build,
                line,
                project,
                before.orElse(ViewRows.LAST_ID),
                limit));
    }

    @Override
    public List<LineViews.BuildLine> ofCommit(String line, String source, int limit) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                BUILDS + " AND b.source = ? ORDER BY b.id DESC LIMIT ?", ViewRows::build, line, source, limit));
    }

    @Override
    public Optional<String> lineOf(String build) throws OutsideFailure {
        return database.rows(
                rows -> rows.list("SELECT line FROM build WHERE id = ?", row -> row.getString(1), build).stream()
                        .findFirst());
    }
}
