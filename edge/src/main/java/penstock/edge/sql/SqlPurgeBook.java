package penstock.edge.sql;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import penstock.build.Artifact;
import penstock.engine.dlrn.ImportedBuilds;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.DiskUse;
import penstock.engine.purge.PurgeBook;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;
import penstock.purge.PurgePlan;

/** Snapshots and builds that were given up, in the journal's tables. */
public final class SqlPurgeBook implements PurgeBook {
    private static final int AT_ONCE = 500;
    private static final String PUBLISHED = " WHERE s.state = 'PUBLISHED' AND s.purged IS NULL";
    private static final String KEPT = "SELECT DISTINCT b.line, a.sha256, a.size, a.kind FROM artifact a"
            + " JOIN build b ON b.id = a.build WHERE b.given_up IS NULL";

    private static final String FORGET_IMPORTED = "DELETE FROM imported_build WHERE (line, project, source, distgit) IN"
            + " (SELECT line, project, source, distgit FROM build WHERE id = ?)";
    /** Of others the build says what is needed. */
    private static final String NOT_TAKEN_UP =
            "SELECT i.made FROM imported_build i WHERE NOT EXISTS (SELECT 1 FROM build b"
                    + " WHERE b.line = i.line AND b.project = i.project AND b.source = i.source AND b.distgit = i.distgit"
                    + " AND b.status = 'SUCCESS' AND b.given_up IS NULL)";

    private final Database database;
    private final InstantSource clock;

    public SqlPurgeBook(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public PurgeFacts facts() throws OutsideFailure {
        AtomicReference<PurgeFacts> facts = new AtomicReference<>();
        database.read(handle -> {
            handle.useTransaction(one -> facts.set(StoredHistory.facts(one, clock.instant())));
            return true;
        });
        return facts.get();
    }

    @Override
    public PurgePlan giveUp(Function<PurgeFacts, PurgePlan> decision) throws OutsideFailure {
        AtomicReference<PurgePlan> decided = new AtomicReference<>();
        database.write(handle -> {
            PurgePlan plan = decision.apply(StoredHistory.facts(handle, clock.instant()));
            // Here, not before: no build that was begun until now has begun later than that.
            long now = Micros.of(clock.instant());
            each(
                    handle,
                    plan.snapshots(),
                    "UPDATE snapshot SET purged = ? WHERE line = ? AND directory = ?",
                    (batch, ref) -> batch.add(now, ref.line(), ref.directory()));
            each(handle, plan.builds(), "DELETE FROM known_build WHERE build = ?", PreparedBatch::add);
            each(handle, plan.builds(), FORGET_IMPORTED, PreparedBatch::add);
            each(
                    handle,
                    plan.builds(),
                    "UPDATE build SET given_up = ? WHERE id = ?",
                    (batch, id) -> batch.add(now, id));
            decided.set(plan);
        });
        return decided.get();
    }

    private interface Row<T> {
        void add(PreparedBatch batch, T value);
    }

    private static <T> void each(Handle handle, List<T> values, String sql, Row<T> row) {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            values.forEach(value -> row.add(batch, value));
            batch.execute();
        }
    }

    @Override
    public Set<String> purged(String line) throws OutsideFailure {
        return set("SELECT directory FROM snapshot WHERE line = ? AND purged IS NOT NULL", line);
    }

    @Override
    public List<String> lines() throws OutsideFailure {
        return database.rows(
                rows -> rows.list("SELECT DISTINCT line FROM snapshot ORDER BY line", row -> row.getString(1)));
    }

    @Override
    public Set<String> artifacts(String prefix, Instant settled) throws OutsideFailure {
        // A row without a build is of one that is not stored yet.
        Set<String> needed = set(
                "SELECT a.sha256 FROM artifact a LEFT JOIN build b ON b.id = a.build"
                        + " WHERE a.sha256 >= ? AND a.sha256 < ? AND (b.given_up IS NULL OR b.given_up > ?)",
                prefix,
                prefix + "g",
                Micros.of(settled));
        set(NOT_TAKEN_UP).stream()
                .flatMap(made -> Json.read(made, ImportedBuilds.Made.class).artifacts().stream())
                .map(Artifact::sha256)
                .filter(sha256 -> sha256.startsWith(prefix))
                .forEach(needed::add);
        return needed;
    }

    @Override
    public Set<String> givenUp(Set<String> ids) throws OutsideFailure {
        Set<String> found = new HashSet<>();
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            String marks = "?, ".repeat(some.size() - 1) + "?";
            found.addAll(
                    set("SELECT id FROM build WHERE given_up IS NOT NULL AND id IN (" + marks + ")", some.toArray()));
        }
        return found;
    }

    private Set<String> set(String sql, Object... values) throws OutsideFailure {
        return new HashSet<>(database.rows(rows -> rows.list(sql, row -> row.getString(1), values)));
    }

    /** Each log lies in the store and in the folder of logs. */
    @Override
    public List<DiskUse> use() throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT l.line, l.snapshots, l.metadata, coalesce(k.packages, 0) AS packages, coalesce(k.logs, 0) AS logs"
                        + " FROM (SELECT s.line, count(*) AS snapshots, coalesce(sum(s.bytes), 0) AS metadata"
                        + " FROM snapshot s" + PUBLISHED + " GROUP BY s.line) l LEFT JOIN"
                        + " (SELECT d.line, sum(CASE WHEN d.kind = 'LOG' THEN 0 ELSE d.size END) AS packages,"
                        + " sum(CASE WHEN d.kind = 'LOG' THEN 2 * d.size ELSE 0 END) AS logs FROM (" + KEPT
                        + ") d GROUP BY d.line) k ON k.line = l.line ORDER BY l.line",
                row -> new DiskUse(
                        row.getString("line"),
                        row.getInt("snapshots"),
                        row.getLong("metadata"),
                        row.getLong("packages"),
                        row.getLong("logs"))));
    }

    @Override
    public List<SnapshotRef> unmeasured() throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT s.line, s.component, s.directory, s.project, s.build, s.sequence FROM snapshot s" + PUBLISHED
                        + " AND s.bytes IS NULL",
                StoredHistory::ref));
    }

    @Override
    public void measured(Map<SnapshotRef, Long> bytes) throws OutsideFailure {
        database.write(handle -> each(
                handle,
                List.copyOf(bytes.entrySet()),
                "UPDATE snapshot SET bytes = ? WHERE line = ? AND directory = ?",
                (batch, one) -> batch.add(
                        one.getValue(), one.getKey().line(), one.getKey().directory())));
    }
}
