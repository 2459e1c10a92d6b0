package penstock.edge.sql;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditTrail;
import penstock.engine.line.Uuid7;
import penstock.engine.port.OutsideFailure;

/** The record of what was asked for, in the table {@code audit}. */
public final class SqlAuditTrail implements AuditTrail {
    private final Database database;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();

    public SqlAuditTrail(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String asked(Actor actor, String action, String target) throws OutsideFailure {
        Instant now = clock.instant();
        String id = ids.next(now);
        database.write(handle -> handle.execute(
                "INSERT INTO audit (id, at, who, origin, action, target, outcome) VALUES (?, ?, ?, ?, ?, ?, '')",
                id,
                Micros.of(now),
                actor.who(),
                actor.from(),
                action,
                target));
        return id;
    }

    @Override
    public void ended(String id, String outcome) throws OutsideFailure {
        database.write(
                handle -> handle.execute("UPDATE audit SET outcome = ? WHERE id = ? AND outcome = ''", outcome, id));
    }

    @Override
    public List<Entry> newest(Optional<String> before, int limit) throws OutsideFailure {
        List<Object> values = new ArrayList<>();
        before.ifPresent(values::add);
        values.add(limit);
        String older = before.isPresent() ? " WHERE id < ?" : "";
        return database.rows(rows -> rows.list(
                "SELECT id, at, who, origin, action, target, outcome FROM audit" + older + " ORDER BY id DESC LIMIT ?",
                row -> new Entry(
                        row.getString("id"),
                        Micros.instant(row.getLong("at")),
                        new Actor(row.getString("who"), row.getString("origin")),
                        row.getString("action"),
                        row.getString("target"),
                        row.getString("outcome")),
                values.toArray()));
    }
}
