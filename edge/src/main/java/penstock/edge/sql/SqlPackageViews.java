package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final String PROVIDED =
            "SELECT name FROM capability WHERE line = ? AND project = ? AND role = 'PROVIDES' ORDER BY name";
    /** An index has them in this order, so no more are read than are asked for; a name may be every package's. */
    private static final String ASKING = "SELECT project FROM capability WHERE line = ? AND name = ?"
            + " AND role = ? AND project <> ? ORDER BY project LIMIT ?";
    /** In no order: asked for the names' one, SQLite reads all of the line's. */
    private static final String OUTSIDE = "SELECT r.name FROM capability r"
            + " WHERE r.line = ? AND r.project = ? AND r.role IN ('BUILD', 'RUN') AND NOT EXISTS"
            + " (SELECT 1 FROM capability o WHERE o.line = r.line AND o.name = r.name AND o.role = 'PROVIDES')";

    /** Of each that is looked at, some kB. */
    private static final int STATES = 100;

    private final Database database;
    private final Remembered<StoredPackage> states =
            new Remembered<>(STATES, text -> Json.read(text, StoredPackage.class));

    public SqlPackageViews(Database database) {
        this.database = database;
    }

    private record Known(LineViews.PackageStanding standing, StoredPackage stored) {}

    @Override
    public Optional<PackageView> find(String line, String project, int limit) throws OutsideFailure {
        return database.rows(rows -> {
            List<Known> known = rows.list(
                    ViewRows.PACKAGE + " WHERE p.line = ? AND p.project = ?",
                    row -> new Known(ViewRows.pkg(row), states.of(Text.of(row, ViewRows.STATE))),
                    line,
                    project);
            return known.isEmpty() ? Optional.empty() : Optional.of(view(rows, known.getFirst(), line, limit));
        });
    }

    private static PackageView view(Rows rows, Known known, String line, int limit) throws SQLException {
        String project = known.standing().named().project();
        return new PackageView(
                known.standing(),
                known.stored().pkg(),
                known.stored().tasks().stream().limit(limit).toList(),
                needs(rows, line, project, limit),
                neededBy(rows, line, project, limit),
                rows.list(OUTSIDE, row -> Text.of(row, 1), line, project).stream()
                        .distinct()
                        .sorted()
                        .limit(limit)
                        .toList());
    }

    private static List<Need> needs(Rows rows, String line, String project, int limit) throws SQLException {
        return distinct(rows.list(NEEDS, SqlPackageViews::need, line, project, limit * 3), limit);
    }

    /** The first of each name and role, among which the first of all are. */
    private static List<Need> neededBy(Rows rows, String line, String project, int limit) throws SQLException {
        List<Need> found = new ArrayList<>();
        for (String name : rows.list(PROVIDED, row -> Text.of(row, 1), line, project)) {
            for (String role : List.of("BUILD", "RUN")) {
                boolean toBuild = role.equals("BUILD");
                found.addAll(rows.list(
                        ASKING, row -> new Need(Text.of(row, 1), toBuild, name), line, name, role, project, limit));
            }
        }
        found.sort(Comparator.comparing(Need::project).thenComparingInt(need -> need.toBuild() ? 0 : 1));
        return distinct(found, limit);
    }

    private static Need need(ResultSet row) throws SQLException {
        return new Need(Text.of(row, 1), Text.of(row, 2).equals("BUILD"), Text.of(row, 3));
    }

    /** Several names may connect the same two; the first is shown, one to build before one to run. */
    private static List<Need> distinct(List<Need> found, int limit) {
        Map<String, Need> needs = new LinkedHashMap<>();
        found.forEach(need -> needs.putIfAbsent(need.project(), need));
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
        return database.rows(rows ->
                rows.list("SELECT line FROM build WHERE id = ?", row -> Text.of(row, 1), build).stream()
                        .findFirst());
    }
}
