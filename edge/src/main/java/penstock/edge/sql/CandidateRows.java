package penstock.edge.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import penstock.engine.promote.PromotionBook;
import penstock.promote.Candidate;
import penstock.promote.Prerequisites;
import penstock.promote.Rule;

/** Reads what labels may be promoted to from the moves of the labels that it comes from. */
final class CandidateRows {
    /** What one component of a label was promoted to that is newest. */
    private static final String FLOOR = "SELECT coalesce(max(s.sequence), -1) FROM promotion p JOIN promotion_part t"
            + " ON t.promotion = p.id JOIN snapshot s ON s.line = p.line AND s.directory = t.directory"
            + " WHERE p.line = ? AND p.label = ? AND t.component = ?";

    /** Snapshots that a label was at, and that it was rolled back from or past, with when it last was. */
    private static final String WITHDRAWN = "WITH back AS (SELECT p.id, p.at, t.component, t.directory, t.previous,"
            + " coalesce((SELECT max(q.id) FROM promotion q JOIN promotion_part u ON u.promotion = q.id"
            + " WHERE q.line = p.line AND q.label = p.label AND q.id < p.id AND u.component = t.component"
            + " AND u.directory = t.directory), '') AS reached FROM promotion p JOIN promotion_part t ON t.promotion = p.id"
            + " WHERE p.line = ? AND p.label = ? AND p.kind = 'ROLLBACK' AND t.previous <> t.directory),"
            + " withdrawn AS (SELECT directory, max(at) AS at FROM (SELECT u.directory, b.at FROM back b JOIN promotion q"
            + " ON q.line = ? AND q.label = ? AND q.id > b.reached AND q.id < b.id JOIN promotion_part u"
            + " ON u.promotion = q.id AND u.component = b.component UNION ALL SELECT previous, at FROM back) w"
            + " GROUP BY directory) ";

    private static final String MOVES = "SELECT m.directory AS subject, m.id, m.moved FROM label_move m JOIN snapshot s"
            + " ON s.line = m.line AND s.directory = m.directory LEFT JOIN withdrawn w ON w.directory = m.directory"
            + " WHERE m.line = ? AND m.component = ? AND m.name = ? AND s.state = 'PUBLISHED' AND s.purged IS NULL"
            + " AND s.sequence > ? AND (w.at IS NULL OR m.moved > w.at) AND m.id < ? AND m.moved <= ?"
            + " ORDER BY m.id DESC LIMIT ?";

    /** The move after which a label showed what another was promoted to last. */
    private static final String LINE_FLOOR = "SELECT coalesce(max(m.id), '') FROM label_move m WHERE m.line = ?"
            + " AND m.name = ? AND m.aggregate <> '' AND m.aggregate IN (SELECT p.aggregate FROM promotion p"
            + " WHERE p.line = m.line AND p.label = ?)";

    private static final String STATES = "SELECT m.aggregate AS subject, m.id, m.moved FROM label_move m"
            + " WHERE m.line = ? AND m.name = ? AND m.aggregate <> '' AND m.id > ? AND m.id < ? AND m.moved <= ?"
            + " ORDER BY m.id DESC LIMIT ?";

    private final Rows rows;
    private final String line;

    CandidateRows(Rows rows, String line) {
        this.rows = rows;
        this.line = line;
    }

    List<List<Candidate>> of(Rule rule, Instant now, int limit) throws SQLException {
        List<String> components = rows.list(
                "SELECT DISTINCT component FROM label WHERE line = ? AND name = ? ORDER BY component",
                row -> row.getString(1),
                line,
                rule.source().label());
        boolean together = rule.source().scope() == Rule.Scope.LINE && !components.equals(List.of(""));
        Wanted wanted = new Wanted(rule, Prerequisites.of(rule, now), limit);
        List<List<Candidate>> all = new ArrayList<>();
        if (together) {
            all.add(together(wanted));
        } else {
            for (String component : components) {
                all.add(of(wanted, component));
            }
        }
        return all;
    }

    private record Wanted(Rule rule, Prerequisites needed, int limit) {
        String source() {
            return rule.source().label();
        }
    }

    private List<Candidate> of(Wanted wanted, String component) throws SQLException {
        long floor = rows.list(FLOOR, row -> row.getLong(1), line, wanted.rule().label(), component)
                .getFirst();
        String source = wanted.source();
        Map<String, Candidate> newest = new LinkedHashMap<>();
        for (Shown shown :
                shown(wanted, WITHDRAWN, MOVES, line, source, line, source, line, component, source, floor)) {
            Candidate candidate = Candidate.of(new Candidate.Part(component, shown.subject()), shown.since());
            newest.merge(candidate.subject(), candidate, CandidateRows::first);
        }
        return List.copyOf(newest.values());
    }

    /**
     * The newest moves, then older ones after which a candidate may be ready.
     *
     * @param with goes before the query
     * @param values all but the last three: before which move, since when at the latest, and how many
     */
    private List<Shown> shown(Wanted wanted, String with, String query, Object... values) throws SQLException {
        Prerequisites needed = wanted.needed();
        List<Shown> shown = new ArrayList<>(rows.list(
                with + query, CandidateRows::shown, with(values, ViewRows.LAST_ID, Long.MAX_VALUE, wanted.limit())));
        if (shown.size() < wanted.limit()) {
            return shown;
        }
        List<Object> all = new ArrayList<>();
        Collections.addAll(
                all, with(values, shown.getLast().move(), Micros.of(needed.since()), PromotionBook.LOOKED_AT));
        String ready = with + "SELECT o.subject, o.id, o.moved FROM (" + query + ") o WHERE " + passed(needed)
                + " ORDER BY o.id DESC LIMIT ?";
        if (!needed.passed().isEmpty()) {
            needed.passed().forEach(all::addAll);
            all.add(line);
        }
        all.add(wanted.limit());
        shown.addAll(rows.list(ready, CandidateRows::shown, all.toArray()));
        return shown;
    }

    private static Object[] with(Object[] values, Object... more) {
        return Stream.concat(Stream.of(values), Stream.of(more)).toArray();
    }

    /** That of each group of jobs one has passed: how many of them have is counted in one look at the evidence. */
    private static String passed(Prerequisites needed) {
        if (needed.passed().isEmpty()) {
            return "1 = 1";
        }
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < needed.passed().size(); i++) {
            String marks =
                    String.join(", ", Collections.nCopies(needed.passed().get(i).size(), "?"));
            groups.append(" WHEN e.job IN (").append(marks).append(") THEN ").append(i);
        }
        return "(SELECT count(DISTINCT CASE" + groups
                + " END) FROM evidence e WHERE e.line = ? AND e.subject = o.subject" + " AND e.result = 'SUCCESS') = "
                + needed.passed().size();
    }

    /** A label may come back to a snapshot; what counts is since when it is known. */
    private static Candidate first(Candidate later, Candidate earlier) {
        return new Candidate(later.subject(), later.parts(), earlier.since());
    }

    /** @param subject a snapshot's folder, or the hash of what was shown of all components */
    private record Shown(String subject, String move, Instant since) {}

    private static Shown shown(java.sql.ResultSet row) throws SQLException {
        return new Shown(row.getString(1), row.getString(2), Micros.instant(row.getLong(3)));
    }

    private List<Candidate> together(Wanted wanted) throws SQLException {
        String source = wanted.source();
        String floor = rows.list(
                        LINE_FLOOR,
                        row -> row.getString(1),
                        line,
                        source,
                        wanted.rule().label())
                .getFirst();
        Map<String, Instant> withdrawn = new HashMap<>();
        rows.list(
                        WITHDRAWN + "SELECT directory, at FROM withdrawn",
                        row -> Map.entry(row.getString(1), Micros.instant(row.getLong(2))),
                        line,
                        source,
                        line,
                        source)
                .forEach(one -> withdrawn.put(one.getKey(), one.getValue()));
        Map<String, Candidate> newest = new LinkedHashMap<>();
        for (Shown shown : shown(wanted, "", STATES, line, source, floor)) {
            Candidate candidate = new Candidate(shown.subject(), parts(source, shown.move()), shown.since());
            boolean in = candidate.parts().stream()
                    .map(part -> withdrawn.getOrDefault(part.directory(), Instant.MIN))
                    .allMatch(shown.since()::isAfter);
            if (in && arePublished(candidate)) {
                newest.merge(candidate.subject(), candidate, CandidateRows::first);
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
