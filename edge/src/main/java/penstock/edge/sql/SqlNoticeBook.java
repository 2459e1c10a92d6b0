package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.notify.NoticeBook;
import penstock.engine.port.OutsideFailure;
import penstock.notice.BuildEnd;
import penstock.notice.OpenCauses;
import penstock.repo.SnapshotEntry;

/** Notices in SQL tables; what ended is read from the journal's, by the line's sequence, so a pass costs what ended since the last one. */
public final class SqlNoticeBook implements NoticeBook {
    private final Database database;

    public SqlNoticeBook(Database database) {
        this.database = database;
    }

    @Override
    public void begin(List<String> lines) throws OutsideFailure {
        List<String> known = database.read(handle -> handle.createQuery("SELECT line FROM notice_position")
                .mapTo(String.class)
                .list());
        List<String> fresh =
                lines.stream().filter(line -> !known.contains(line)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        database.write(handle -> fresh.forEach(line -> handle.execute(
                "INSERT INTO notice_position (line, sequence, unpublished) VALUES (?,"
                        + " coalesce((SELECT max(sequence) FROM build WHERE line = ?), 0),"
                        + " coalesce((SELECT max(failed_as) FROM snapshot WHERE line = ? AND state = 'FAILED'), 0))"
                        + " ON CONFLICT DO NOTHING",
                line,
                line,
                line)));
    }

    @Override
    public Untold untold(String line, int limit) throws OutsideFailure {
        return database.read(handle -> {
            Position from = handle.createQuery("SELECT sequence, unpublished FROM notice_position WHERE line = ?")
                    .bind(0, line)
                    .map((rows, _) -> new Position(rows.getLong("sequence"), rows.getLong("unpublished")))
                    .findOne()
                    .orElseThrow(() -> new IllegalStateException("nothing was begun for the line " + line));
            List<Ended> ended = ended(handle, line, from.sequence(), limit);
            List<Unpublished> unpublished = unpublished(handle, line, from.unpublished(), limit);
            List<BuildEnd> ends = new ArrayList<>();
            ended.forEach(one -> ends.add(one.end()));
            unpublished.forEach(one -> ends.add(one.end()));
            Position next = new Position(
                    ended.isEmpty() ? from.sequence() : ended.getLast().sequence(),
                    unpublished.isEmpty()
                            ? from.unpublished()
                            : unpublished.getLast().sequence());
            List<OpenCauses> open = ends.stream()
                    .map(end -> end.request().pkg().project())
                    .distinct()
                    .flatMap(project -> open(handle, line, project).stream())
                    .toList();
            return new Untold(line, next, ends, open);
        });
    }

    private record Ended(long sequence, BuildEnd end) {}

    private static List<Ended> ended(Handle handle, String line, long after, int limit) {
        return handle.createQuery("SELECT sequence, request, verdict, status FROM build"
                        + " WHERE line = ? AND sequence > ? ORDER BY sequence LIMIT ?")
                .bind(0, line)
                .bind(1, after)
                .bind(2, limit)
                .map((rows, _) -> {
                    Verdict verdict = Json.read(rows.getString("verdict"), Verdict.class);
                    // A success that could not be published was set to failed later, which has a notice of its own.
                    String status = verdict.succeeded() ? SnapshotEntry.SUCCESS : rows.getString("status");
                    return new Ended(rows.getLong("sequence"), new BuildEnd(request(rows), verdict, status));
                })
                .list();
    }

    private record Unpublished(long sequence, BuildEnd end) {}

    private static List<Unpublished> unpublished(Handle handle, String line, long after, int limit) {
        return handle.createQuery(
                        "SELECT s.failed_as, s.message, b.request FROM snapshot s JOIN build b ON b.id = s.build"
                                + " WHERE s.line = ? AND s.state = 'FAILED' AND s.failed_as > ? ORDER BY s.failed_as LIMIT ?")
                .bind(0, line)
                .bind(1, after)
                .bind(2, limit)
                .map((rows, _) -> {
                    Verdict verdict = Verdict.failed(
                            Step.PUBLISH, new Cause.Infrastructure(rows.getString("message")), List.of());
                    return new Unpublished(
                            rows.getLong("failed_as"), new BuildEnd(request(rows), verdict, SnapshotEntry.FAILED));
                })
                .list();
    }

    private static BuildRequest request(ResultSet rows) throws SQLException {
        return Json.read(rows.getString("request"), BuildRequest.class);
    }

    private static Optional<OpenCauses> open(Handle handle, String line, String project) {
        return handle.createQuery("SELECT causes FROM open_cause WHERE line = ? AND project = ?")
                .bind(0, line)
                .bind(1, project)
                .mapTo(String.class)
                .findOne()
                .map(text -> new OpenCauses(line, project, new TreeSet<>(StoredLine.lines(text))));
    }

    @Override
    public void take(Untold untold, List<OpenCauses> known, List<Letter> letters) throws OutsideFailure {
        database.write(handle -> {
            handle.execute(
                    "UPDATE notice_position SET sequence = ?, unpublished = ? WHERE line = ?",
                    untold.position().sequence(),
                    untold.position().unpublished(),
                    untold.line());
            known.forEach(open -> keep(handle, open));
            SqlLetters.add(handle, letters);
        });
    }

    private static void keep(Handle handle, OpenCauses open) {
        if (open.keys().isEmpty()) {
            handle.execute("DELETE FROM open_cause WHERE line = ? AND project = ?", open.line(), open.project());
        } else {
            handle.execute(
                    "INSERT INTO open_cause (line, project, causes) VALUES (?, ?, ?)"
                            + " ON CONFLICT (line, project) DO UPDATE SET causes = excluded.causes",
                    open.line(),
                    open.project(),
                    String.join("\n", open.keys()));
        }
    }

    @Override
    public List<Letter> due(Instant now, Instant furthest, int limit) throws OutsideFailure {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, recipient, subject, content, thread, written, due, attempts FROM letter"
                                + " WHERE ended IS NULL AND (due <= ? OR due > ?) ORDER BY due, id LIMIT ?")
                .bind(0, Micros.of(now))
                .bind(1, Micros.of(furthest))
                .bind(2, limit)
                .map((rows, _) -> new Letter(
                        rows.getString("id"),
                        rows.getString("recipient"),
                        rows.getString("subject"),
                        rows.getString("content"),
                        rows.getString("thread"),
                        new Times(Micros.instant(rows.getLong("written")), Micros.instant(rows.getLong("due"))),
                        rows.getInt("attempts")))
                .list());
    }

    @Override
    public void sent(List<String> ids, Instant now, Instant forget) throws OutsideFailure {
        database.write(handle -> {
            each(handle, ids, "UPDATE letter SET ended = ?, problem = ? WHERE id = ?", Micros.of(now), "");
            handle.execute("DELETE FROM letter WHERE ended < ?", Micros.of(forget));
        });
    }

    @Override
    public void postponed(List<String> ids, Instant next, String why) throws OutsideFailure {
        database.write(handle -> each(
                handle,
                ids,
                "UPDATE letter SET due = ?, problem = ?, attempts = attempts + 1 WHERE id = ?",
                Micros.of(next),
                why));
    }

    @Override
    public void givenUp(List<String> ids, Instant now, String why) throws OutsideFailure {
        database.write(handle ->
                each(handle, ids, "UPDATE letter SET ended = ?, problem = ? WHERE id = ?", Micros.of(now), why));
    }

    private static void each(Handle handle, List<String> ids, String sql, long time, String problem) {
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            ids.forEach(id -> batch.add(time, problem, id));
            batch.execute();
        }
    }

    @Override
    public Waiting waiting() throws OutsideFailure {
        return database.read(handle -> {
            int letters = handle.createQuery("SELECT count(*) FROM letter WHERE ended IS NULL")
                    .mapTo(Integer.class)
                    .one();
            String problem = handle.createQuery(
                            "SELECT problem FROM letter WHERE ended IS NULL AND problem <> '' ORDER BY due DESC LIMIT 1")
                    .mapTo(String.class)
                    .findOne()
                    .orElse("");
            return new Waiting(letters, problem);
        });
    }
}
