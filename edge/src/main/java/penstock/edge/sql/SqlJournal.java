package penstock.edge.sql;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.line.Journal;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.Order;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.SnapshotRef;

/** The journal in SQL tables. */
public final class SqlJournal implements Journal {
    private final Database database;

    public SqlJournal(Database database) {
        this.database = database;
    }

    @Override
    public Restored load(String line, Settings settings) throws OutsideFailure {
        return database.read(handle -> new StoredLine(handle, line).load(settings));
    }

    @Override
    public List<String> lines() throws OutsideFailure {
        return database.read(handle -> handle.createQuery(
                        "SELECT line FROM package UNION SELECT line FROM gone WHERE removed = 0 ORDER BY 1")
                .mapTo(String.class)
                .list());
    }

    @Override
    public void write(String line, List<Entry> entries) throws OutsideFailure {
        database.write(handle -> {
            if (written(handle, entries.getFirst())) {
                return;
            }
            for (Entry entry : entries) {
                Instant at = entry.stamp().at();
                event(handle, line, entry);
                if (entry.event() instanceof LineEvent.Done done) {
                    handle.execute(
                            "DELETE FROM open_order WHERE id = ?", done.order().id());
                }
                ChangedRows rows = new ChangedRows(handle, line, entry.stamp());
                entry.stepped().changes().forEach(rows::write);
                entry.stepped().orders().forEach(order -> order(handle, line, at, order));
            }
        });
    }

    /** The steps of a transaction are there all or none. */
    private static boolean written(Handle handle, Entry first) {
        return handle.createQuery("SELECT count(*) FROM event WHERE id = ?")
                        .bind(0, first.stamp().id())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static void event(Handle handle, String line, Entry entry) {
        EventText text = EventText.of(entry);
        handle.execute(
                "INSERT INTO event (id, line, at, kind, project, text) VALUES (?, ?, ?, ?, ?, ?)",
                entry.stamp().id(),
                line,
                Micros.of(entry.stamp().at()),
                text.kind(),
                text.project(),
                text.text());
    }

    record ReadSpecContent(Package pkg, Commit source, Commit distgit) {}

    record PointContent(String label, SnapshotRef ref) {}

    private static void order(Handle handle, String line, Instant at, Order order) {
        String content = Json.write(
                switch (order) {
                    case Order.ReadSpec read -> new ReadSpecContent(read.pkg(), read.source(), read.distgit());
                    case Order.Build(BuildRequest request) -> request;
                    case Order.Publish publish -> publish.ref();
                    case Order.Point point -> new PointContent(point.label(), point.ref());
                    case Order.Promote(String _, Promotion promotion) -> promotion;
                });
        handle.execute(
                "INSERT INTO open_order (id, line, kind, project, given, form, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
                order.id(),
                line,
                order.getClass().getSimpleName(),
                order.project(),
                Micros.of(at),
                Json.FORM,
                content);
    }
}
