package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionBook;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Decision;
import penstock.promote.Inputs;
import penstock.promote.Rule;

/** The ledger of promotions and what they are decided on, in SQL tables. */
public final class SqlPromotionBook implements PromotionBook {
    private static final String SNAPSHOT = "SELECT s.component, s.directory, s.project, s.build, s.sequence"
            + " FROM snapshot s WHERE s.line = ? AND s.directory = ? AND s.state = 'PUBLISHED' AND s.purged IS NULL";

    private static final String ENTRY =
            "SELECT id, label, at, kind, who, reason, decision, aggregate FROM promotion WHERE line = ?";

    private final Database database;

    public SqlPromotionBook(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SnapshotRef> snapshot(String line, String directory) throws OutsideFailure {
        return database.rows(rows -> rows.list(SNAPSHOT, row -> ref(line, row), line, directory).stream()
                .findFirst());
    }

    private static SnapshotRef ref(String line, ResultSet row) throws SQLException {
        return new SnapshotRef(
                line, row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
    }

    @Override
    public List<SnapshotRef> shown(String line, String label) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT s.component, s.directory, s.project, s.build, s.sequence FROM label l JOIN snapshot s"
                        + " ON s.line = l.line AND s.directory = l.directory WHERE l.line = ? AND l.name = ?"
                        + " ORDER BY s.component",
                row -> ref(line, row),
                line,
                label));
    }

    @Override
    public Optional<Candidate> aggregate(String line, String hash) throws OutsideFailure {
        return database.rows(rows -> new CandidateRows(rows, line).aggregate(hash));
    }

    @Override
    public List<List<Candidate>> candidates(String line, Rule rule, Instant now, int limit) throws OutsideFailure {
        return database.rows(rows -> new CandidateRows(rows, line).of(rule, now, limit));
    }

    @Override
    public List<Entry> ledger(String line, Optional<String> label, Optional<String> before, int limit)
            throws OutsideFailure {
        List<Object> values = new ArrayList<>(List.of(line));
        label.ifPresent(values::add);
        values.add(before.orElse(ViewRows.LAST_ID));
        values.add(limit);
        String sql = ENTRY + (label.isPresent() ? " AND label = ?" : "") + " AND id < ? ORDER BY id DESC LIMIT ?";
        return database.rows(rows -> entries(rows, line, sql, values));
    }

    @Override
    public Optional<Entry> entry(String line, String id) throws OutsideFailure {
        return database.rows(rows -> entries(rows, line, ENTRY + " AND id = ?", List.of(line, id)).stream()
                .findFirst());
    }

    private record Head(
            String id, String label, Instant at, Promotion.Kind kind, String by, String reason, Follows follows) {}

    /** What it follows from, and what the label showed after it; both may be empty. */
    private record Follows(String decision, String aggregate) {}

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getString(1),
                row.getString(2),
                Micros.instant(row.getLong(3)),
                Promotion.Kind.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                new Follows(row.getString(7), row.getString(8)));
    }

    private static List<Entry> entries(Rows rows, String line, String sql, List<Object> values) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (Head head : rows.list(sql, SqlPromotionBook::head, values.toArray())) {
            entries.add(entry(rows, line, head));
        }
        return entries;
    }

    private static Entry entry(Rows rows, String line, Head head) throws SQLException {
        List<String> previous = new ArrayList<>();
        List<SnapshotRef> parts = rows.list(
                "SELECT p.component, p.directory, coalesce(s.project, ''), p.build, coalesce(s.sequence, 0), p.previous"
                        + " FROM promotion_part p LEFT JOIN snapshot s ON s.line = ? AND s.directory = p.directory"
                        + " WHERE p.promotion = ? ORDER BY p.place",
                row -> {
                    previous.add(row.getString(6));
                    return ref(line, row);
                },
                line,
                head.id());
        Promotion promotion = new Promotion(
                head.id(),
                head.label(),
                parts,
                head.kind(),
                head.by(),
                head.reason(),
                filled(head.follows().decision()));
        return new Entry(promotion, head.at(), previous, filled(head.follows().aggregate()));
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void decided(String line, List<Stored> decisions) throws OutsideFailure {
        database.write(handle -> decisions.forEach(one -> handle.execute(
                "INSERT INTO decision (id, line, label, candidate, at, outcome, form, inputs, answer)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                one.id(),
                line,
                one.inputs().rule().label(),
                one.inputs().candidate().subject(),
                Micros.of(one.inputs().now()),
                one.decision().outcome().name(),
                Json.FORM,
                Json.write(one.inputs()),
                Json.write(one.decision()))));
    }

    @Override
    public List<Stored> decisions(String line, String label, List<String> subjects) throws OutsideFailure {
        return database.rows(rows -> {
            Map<String, Stored> newest = new LinkedHashMap<>();
            for (String subject : subjects) {
                rows.list(
                                "SELECT id, inputs, answer FROM decision WHERE line = ? AND label = ? AND candidate = ?"
                                        + " ORDER BY id DESC LIMIT 1",
                                SqlPromotionBook::stored,
                                line,
                                label,
                                subject)
                        .forEach(one -> newest.put(subject, one));
            }
            return List.copyOf(newest.values());
        });
    }

    @Override
    public Optional<Stored> decision(String line, String id) throws OutsideFailure {
        return database.rows(rows -> rows
                .list(
                        "SELECT id, inputs, answer FROM decision WHERE id = ? AND line = ?",
                        SqlPromotionBook::stored,
                        id,
                        line)
                .stream()
                .findFirst());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString(1),
                Json.read(row.getString(2), Inputs.class),
                Json.read(row.getString(3), Decision.class));
    }
}
