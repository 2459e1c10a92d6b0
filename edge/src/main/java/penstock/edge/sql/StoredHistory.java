package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import penstock.line.ComponentState;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;
import penstock.repo.RepoLayout;

/** Reads what a purge decides on, without the JSON of builds. */
final class StoredHistory {
    private static final Duration LONGEST_JOB = Duration.ofDays(2);

    private StoredHistory() {}

    static PurgeFacts facts(Handle handle, Instant now) {
        return new PurgeFacts(
                list(
                        handle,
                        "SELECT line, component, directory, project, build, sequence, state, changed FROM snapshot"
                                + " WHERE purged IS NULL ORDER BY line, sequence",
                        row -> new PurgeFacts.Published(
                                ref(row), PurgeFacts.State.valueOf(row.getString("state")), time(row, "changed"))),
                list(
                        handle,
                        "SELECT line, component, project, sequence, build FROM entry",
                        row -> new PurgeFacts.Listed(
                                row.getString("line"),
                                row.getString("component"),
                                row.getString("project"),
                                row.getLong("sequence"),
                                Optional.ofNullable(row.getString("build")))),
                list(
                        handle,
                        "SELECT id, line, project, ended, reused_from FROM build WHERE given_up IS NULL",
                        row -> new PurgeFacts.Built(
                                row.getString("id"),
                                row.getString("line"),
                                row.getString("project"),
                                row.getString("ended") == null ? Optional.empty() : Optional.of(time(row, "ended")),
                                Optional.ofNullable(row.getString("reused_from")))),
                labels(handle),
                list(
                        handle,
                        "SELECT line, component, name, directory, moved FROM label_move",
                        row -> new PurgeFacts.Moved(
                                row.getString("line"),
                                row.getString("component"),
                                row.getString("name"),
                                row.getString("directory"),
                                time(row, "moved"))),
                new PurgeFacts.Underway(orders(handle), jobs(handle, now)),
                list(
                        handle,
                        "SELECT line, project FROM gone WHERE removed = 1",
                        row -> new PurgeFacts.Removed(row.getString("line"), row.getString("project"))));
    }

    /** What jobs run on that said so and no end since; one that never will holds nothing after two days. */
    private static List<PurgeFacts.Held> jobs(Handle handle, Instant now) {
        record Running(String line, String subject, String job) {}
        RowMapper<Running> mapper =
                (row, _) -> new Running(row.getString("line"), row.getString("subject"), row.getString("job"));
        return handle
                .createQuery("SELECT line, subject, job FROM evidence e WHERE e.result = 'RUNNING' AND e.at > ?"
                        + " AND NOT EXISTS (SELECT 1 FROM evidence f WHERE f.line = e.line AND f.subject = e.subject"
                        + " AND f.job = e.job AND f.result <> 'RUNNING' AND f.id > e.id)")
                .bind(0, Micros.of(now.minus(LONGEST_JOB)))
                .map(mapper)
                .stream()
                .map(run -> new PurgeFacts.Held(
                        "the job " + run.job(), now, run.line(), directories(handle, run.line(), run.subject())))
                .toList();
    }

    /** A snapshot's own, or those of what a label showed of all components. */
    private static List<String> directories(Handle handle, String line, String subject) {
        return subject.contains("/")
                ? List.of(subject)
                : handle.createQuery("SELECT m.directory FROM label_move a JOIN label_move m ON m.line = a.line"
                                + " AND m.name = a.name WHERE a.id = (SELECT max(x.id) FROM label_move x"
                                + " WHERE x.line = ? AND x.aggregate = ?) AND m.component <> ''"
                                + " AND m.id = (SELECT max(n.id) FROM label_move n WHERE n.line = m.line"
                                + " AND n.name = m.name AND n.component = m.component AND n.id <= a.id)")
                        .bind(0, line)
                        .bind(1, subject)
                        .mapTo(String.class)
                        .list();
    }

    private static List<PurgeFacts.Open> orders(Handle handle) {
        return list(
                handle,
                "SELECT line, kind, given, content FROM open_order WHERE kind NOT IN ('ReadSpec', 'Promote')",
                row -> new PurgeFacts.Open(
                        row.getString("line"),
                        time(row, "given"),
                        snapshot(row.getString("kind"), row.getString("content"))));
    }

    private static Optional<SnapshotRef> snapshot(String kind, String content) {
        return switch (kind) {
            case "Publish" -> Optional.of(Json.read(content, SnapshotRef.class));
            case "Point" ->
                Optional.of(Json.read(content, SqlJournal.PointContent.class).ref());
            case "Build" -> Optional.<SnapshotRef>empty();
            default -> throw new IllegalStateException("an order of the unknown kind " + kind);
        };
    }

    /** Where each label is and where it goes. */
    private static List<PurgeFacts.Shown> labels(Handle handle) {
        record Stored(String line, String component, String name, String state) {}
        return list(
                        handle,
                        "SELECT line, component, name, state FROM label",
                        row -> new Stored(
                                row.getString("line"),
                                row.getString("component"),
                                row.getString("name"),
                                row.getString("state")))
                .stream()
                .flatMap(stored -> refs(Json.read(stored.state(), ComponentState.Label.class))
                        .map(ref -> new PurgeFacts.Shown(
                                stored.line(), RepoLayout.label(stored.component(), stored.name()), ref.directory())))
                .toList();
    }

    private static Stream<SnapshotRef> refs(ComponentState.Label label) {
        return Stream.of(label.at(), label.moving().map(ComponentState.Moving::to), label.wanted())
                .flatMap(Optional::stream);
    }

    static SnapshotRef ref(ResultSet row) throws SQLException {
        return new SnapshotRef(
                row.getString("line"),
                row.getString("component"),
                row.getString("directory"),
                row.getString("project"),
                row.getString("build"),
                row.getLong("sequence"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Micros.instant(row.getLong(column));
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Handle handle, String sql, Reading<T> reading) {
        RowMapper<T> mapper = (row, _) -> reading.read(row);
        return handle.createQuery(sql).map(mapper).list();
    }
}
