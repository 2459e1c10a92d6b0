package penstock.edge.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.promote.Candidate;
import penstock.promote.Rule;

/** Reads what labels may be promoted to from the moves of the labels that it comes from. */
final class CandidateRows {
    /** What one component of a label was promoted to that is newest. */
    private static final String FLOOR = "SELECT coalesce(max(s.sequence), -1) FROM promotion p JOIN promotion_part t"
            + " ON t.promotion = p.id JOIN snapshot s ON s.line = p.line AND s.directory = t.directory"
            + " WHERE p.line = ? AND p.label = ? AND t.component = ?";

    private static final String MOVES = "SELECT m.directory, m.moved FROM label_move m JOIN snapshot s"
            + " ON s.line = m.line AND s.directory = m.directory WHERE m.line = ? AND m.component = ? AND m.name = ?"
            + " AND s.state = 'PUBLISHED' AND s.purged IS NULL AND s.sequence > ? ORDER BY m.id DESC LIMIT ?";

    /** The move after which a label showed what another was promoted to last. */
    private static final String LINE_FLOOR = "SELECT coalesce(max(m.id), '') FROM label_move m WHERE m.line = ?"
            + " AND m.name = ? AND m.aggregate <> '' AND m.aggregate IN (SELECT p.aggregate FROM promotion p"
            + " WHERE p.line = m.line AND p.label = ?)";

    private static final String STATES = "SELECT m.aggregate, m.id, m.moved FROM label_move m WHERE m.line = ?"
            + " AND m.name = ? AND m.aggregate <> '' AND m.id > ? ORDER BY m.id DESC LIMIT ?";

    private final Rows rows;
    private final String line;

    CandidateRows(Rows rows, String line) {
        this.rows = rows;
        this.line = line;
    }

    List<List<Candidate>> of(Rule rule, int limit) throws SQLException {
        List<String> components = rows.list(
                "SELECT DISTINCT component FROM label WHERE line = ? AND name = ? ORDER BY component",
                row -> row.getString(1),
                line,
                rule.source().label());
        boolean together = rule.source().scope() == Rule.Scope.LINE && !components.equals(List.of(""));
        List<List<Candidate>> all = new ArrayList<>();
        if (together) {
            all.add(together(rule, limit));
        } else {
            for (String component : components) {
                all.add(of(rule, component, limit));
            }
        }
        return all;
    }

    private List<Candidate> of(Rule rule, String component, int limit) throws SQLException {
        long floor = rows.list(FLOOR, row -> row.getLong(1), line, rule.label(), component)
                .getFirst();
        Map<String, Candidate> newest = new LinkedHashMap<>();
        rows.list(
                        MOVES,
                        row -> Candidate.of(
                                new Candidate.Part(component, row.getString(1)), Micros.instant(row.getLong(2))),
                        line,
                        component,
                        rule.source().label(),
                        floor,
                        limit)
                .forEach(one -> newest.merge(one.subject(), one, CandidateRows::first));
        return List.copyOf(newest.values());
    }

    /** A label may come back to a snapshot; what counts is since when it is known. */
    private static Candidate first(Candidate later, Candidate earlier) {
        return new Candidate(later.subject(), later.parts(), earlier.since());
    }

    private record Shown(String hash, String move, Instant since) {}

    private static Shown shown(java.sql.ResultSet row) throws SQLException {
        return new Shown(row.getString(1), row.getString(2), Micros.instant(row.getLong(3)));
    }

    private List<Candidate> together(Rule rule, int limit) throws SQLException {
        String source = rule.source().label();
        String floor = rows.list(LINE_FLOOR, row -> row.getString(1), line, source, rule.label())
                .getFirst();
        Map<String, Candidate> newest = new LinkedHashMap<>();
        for (Shown shown : rows.list(STATES, CandidateRows::shown, line, source, floor, limit)) {
            Candidate candidate = new Candidate(shown.hash(), parts(source, shown.move()), shown.since());
            if (arePublished(candidate)) {
                newest.merge(shown.hash(), candidate, CandidateRows::first);
            }
        }
        return List.copyOf(newest.values());
    }

    Optional<Candidate> aggregate(String hash) throws SQLException {
        record Named(String label, Shown shown) {}
        List<Named> found = rows.list(
                "SELECT aggregate, id, moved, name FROM label_move WHERE line = ? AND aggregate = ? ORDER BY id DESC LIMIT 1",
                row -> new Named(row.getString(4), shown(row)),
                line,
                hash);
        if (hash.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        Shown shown = found.getFirst().shown();
        return Optional.of(new Candidate(hash, parts(found.getFirst().label(), shown.move()), shown.since()));
    }

    /** Where a label was in each component after a move. */
    private List<Candidate.Part> parts(String label, String move) throws SQLException {
        return rows.list(
                "SELECT component, directory FROM label_move m WHERE line = ? AND name = ? AND component <> ''"
                        + " AND id = (SELECT max(n.id) FROM label_move n WHERE n.line = m.line AND n.name = m.name"
                        + " AND n.component = m.component AND n.id <= ?) ORDER BY component",
                row -> new Candidate.Part(row.getString(1), row.getString(2)),
                line,
                label,
                move);
    }

    private boolean arePublished(Candidate candidate) throws SQLException {
        for (Candidate.Part part : candidate.parts()) {
            int there = rows.number(
                    "SELECT count(*) FROM snapshot WHERE line = ? AND directory = ? AND state = 'PUBLISHED'"
                            + " AND purged IS NULL",
                    line,
                    part.directory());
            if (there == 0) {
                return false;
            }
        }
        return true;
    }
}
