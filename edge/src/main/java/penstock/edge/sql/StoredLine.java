package penstock.edge.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import penstock.build.Artifact;
import penstock.build.BuildRequest;
import penstock.engine.line.Journal;
import penstock.line.ComponentState;
import penstock.line.Excuse;
import penstock.line.Gone;
import penstock.line.LineState;
import penstock.line.Order;
import penstock.line.PackageState;
import penstock.line.Past;
import penstock.line.Pause;
import penstock.line.PersistentMap;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.SnapshotRef;
import penstock.line.Task;
import penstock.repo.SnapshotEntry;

/** Reads a line's rows and puts the line and its open orders together. */
final class StoredLine {
    /** Of each project of a component the newest entry that is not above a sequence; bound: line, sequence. */
    private static final String ENTRIES =
            "SELECT e.component, e.project, e.extended, e.nvr, e.status, e.succeeded, b.id, b.request"
                    + " FROM entry e JOIN build b ON b.id = e.build WHERE e.line = ? AND e.sequence ="
                    + " (SELECT max(newest.sequence) FROM entry newest WHERE newest.line = e.line"
                    + " AND newest.component = e.component AND newest.project = e.project AND newest.sequence <= ?)";

    private final Handle handle;
    private final String line;

    StoredLine(Handle handle, String line) {
        this.handle = handle;
        this.line = line;
    }

    Journal.Restored load(Settings settings) {
        long sequence = handle.createQuery("SELECT sequence FROM line WHERE name = ?")
                .bind(0, line)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
        List<PackageState> packages = packages(sequence);
        LineState state = LineState.restore(
                line, settings, packages, components(), waits(), paused(), new Past(pairs(), sequence, gone()));
        Map<String, PackageState> byProject = new HashMap<>();
        packages.forEach(known -> byProject.put(known.pkg().project(), known));
        return new Journal.Restored(state, orders(byProject));
    }

    private List<PackageState> packages(long sequence) {
        Map<String, SnapshotEntry> listed = new HashMap<>();
        entries(sequence).forEach(entry -> listed.put(entry.component() + " " + entry.project(), entry.entry()));
        List<PackageState> packages = new ArrayList<>();
        List<StoredPackage> stored = handle.createQuery("SELECT state FROM package WHERE line = ? ORDER BY place")
                .bind(0, line)
                .mapTo(String.class)
                .map(text -> Json.read(text, StoredPackage.class))
                .list();
        for (StoredPackage one : stored) {
            String project = one.pkg().project();
            packages.add(one.with(Optional.ofNullable(listed.get(one.pkg().component() + " " + project))));
        }
        return packages;
    }

    private record Listed(String component, String project, SnapshotEntry entry) {}

    private List<Listed> entries(long sequence) {
        List<Listed> entries = new ArrayList<>();
        handle.createQuery(ENTRIES)
                .bind(0, line)
                .bind(1, sequence)
                .map((rows, _) -> {
                    String build = rows.getString("id");
                    String nvr = rows.getString("nvr");
                    return new Listed(
                            rows.getString("component"),
                            rows.getString("project"),
                            new SnapshotEntry(
                                    Json.read(rows.getString("request"), BuildRequest.class),
                                    rows.getString("extended"),
                                    nvr,
                                    rows.getString("status"),
                                    Micros.instant(rows.getLong("succeeded")),
                                    nvr.isEmpty() ? List.of() : artifacts(handle, build)));
                })
                .forEach(entries::add);
        return entries;
    }

    private static final String ARTIFACTS =
            "SELECT kind, file, sha256, size FROM artifact WHERE build = ? ORDER BY kind, file";

    static List<Artifact> artifacts(Handle handle, String build) {
        return handle.createQuery(ARTIFACTS)
                .bind(0, build)
                .map((rows, _) -> artifact(rows))
                .list();
    }

    static List<Artifact> artifacts(Rows rows, String build) throws SQLException {
        return rows.list(ARTIFACTS, StoredLine::artifact, build);
    }

    private static Artifact artifact(ResultSet row) throws SQLException {
        return new Artifact(
                Artifact.Kind.valueOf(Text.of(row, "kind")),
                Text.of(row, "file"),
                Text.of(row, "sha256"),
                row.getLong("size"));
    }

    private PersistentMap<String, PersistentMap<String, Past.Pair>> pairs() {
        Map<String, PersistentMap<String, Past.Pair>> pairs = new HashMap<>();
        handle.createQuery("SELECT project, source, distgit, status, extended FROM build"
                        + " WHERE line = ? AND sequence IS NOT NULL ORDER BY sequence")
                .bind(0, line)
                .map((rows, _) -> {
                    String project = rows.getString("project");
                    String pair = Task.pair(rows.getString("source"), rows.getString("distgit"));
                    PersistentMap<String, Past.Pair> known = pairs.getOrDefault(project, PersistentMap.empty());
                    List<String> extended = new ArrayList<>(
                            known.get(pair).map(Past.Pair::extended).orElse(List.of()));
                    Optional.ofNullable(rows.getString("extended")).ifPresent(extended::add);
                    pairs.put(project, known.with(pair, new Past.Pair(rows.getString("status"), extended)));
                    return project;
                })
                .list();
        PersistentMap<String, PersistentMap<String, Past.Pair>> all = PersistentMap.empty();
        for (Map.Entry<String, PersistentMap<String, Past.Pair>> known : pairs.entrySet()) {
            all = all.with(known.getKey(), known.getValue());
        }
        return all;
    }

    private List<ComponentState> components() {
        Map<String, ComponentState> components = new TreeMap<>();
        handle.createQuery("SELECT component, max(sequence) AS newest,"
                        + " max(CASE WHEN state = 'PUBLISHED' THEN sequence ELSE 0 END) AS published"
                        + " FROM snapshot WHERE line = ? GROUP BY component")
                .bind(0, line)
                .map((rows, _) -> new ComponentState(
                        rows.getString("component"),
                        0,
                        PersistentMap.empty(),
                        rows.getLong("newest"),
                        rows.getLong("published"),
                        labels(rows.getString("component"))))
                .forEach(component -> components.put(component.component(), component));
        return List.copyOf(components.values());
    }

    private PersistentMap<String, ComponentState.Label> labels(String component) {
        PersistentMap<String, ComponentState.Label> labels = PersistentMap.empty();
        Map<String, String> stored = new TreeMap<>();
        handle.createQuery("SELECT name, state FROM label WHERE line = ? AND component = ?")
                .bind(0, line)
                .bind(1, component)
                .map((rows, _) -> Map.entry(rows.getString("name"), rows.getString("state")))
                .forEach(label -> stored.put(label.getKey(), label.getValue()));
        for (Map.Entry<String, String> label : stored.entrySet()) {
            labels = labels.with(label.getKey(), Json.read(label.getValue(), ComponentState.Label.class));
        }
        return labels;
    }

    private PersistentMap<String, Gone> gone() {
        Map<String, Gone> stored = new HashMap<>();
        handle.createQuery("SELECT project, since, removed FROM gone WHERE line = ?")
                .bind(0, line)
                .map((rows, _) -> Map.entry(rows.getString("project"), gone(rows)))
                .forEach(one -> stored.put(one.getKey(), one.getValue()));
        PersistentMap<String, Gone> gone = PersistentMap.empty();
        for (Map.Entry<String, Gone> one : stored.entrySet()) {
            gone = gone.with(one.getKey(), one.getValue());
        }
        return gone;
    }

    static Gone gone(ResultSet row) throws SQLException {
        return new Gone(Micros.instant(row.getLong("since")), row.getInt("removed") == 1);
    }

    private Map<String, Pause> paused() {
        Map<String, Pause> paused = new HashMap<>();
        handle.createQuery("SELECT project, since, who, reason FROM pause WHERE line = ?")
                .bind(0, line)
                .map((rows, _) -> Map.entry(rows.getString("project"), pause(rows)))
                .forEach(one -> paused.put(one.getKey(), one.getValue()));
        return paused;
    }

    static Pause pause(ResultSet row) throws SQLException {
        return new Pause(Micros.instant(row.getLong("since")), row.getString("who"), row.getString("reason"));
    }

    private Map<String, Excuse> waits() {
        Map<String, Excuse> waits = new HashMap<>();
        handle.createQuery("SELECT project, reason, what, waits_for, since, help FROM wait WHERE line = ?")
                .bind(0, line)
                .map((rows, _) -> Map.entry(
                        rows.getString("project"),
                        new Excuse(
                                Excuse.Reason.valueOf(rows.getString("reason")),
                                rows.getString("what"),
                                lines(rows.getString("waits_for")),
                                Micros.instant(rows.getLong("since")),
                                rows.getString("help"))))
                .forEach(wait -> waits.put(wait.getKey(), wait.getValue()));
        return waits;
    }

    static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    private List<Order> orders(Map<String, PackageState> packages) {
        record Stored(String id, String kind, String content) {}
        return handle
                .createQuery("SELECT id, kind, content FROM open_order WHERE line = ? ORDER BY id")
                .bind(0, line)
                .map((rows, _) -> new Stored(rows.getString("id"), rows.getString("kind"), rows.getString("content")))
                .list()
                .stream()
                .map(stored -> order(stored.id(), stored.kind(), stored.content(), packages))
                .toList();
    }

    private Order order(String id, String kind, String content, Map<String, PackageState> packages) {
        return switch (kind) {
            case "ReadSpec" -> {
                var read = Json.read(content, SqlJournal.ReadSpecContent.class);
                yield new Order.ReadSpec(id, read.pkg(), read.source(), read.distgit());
            }
            case "Build" -> new Order.Build(Json.read(content, BuildRequest.class));
            case "Publish" -> publish(id, Json.read(content, SnapshotRef.class), packages);
            case "Point" -> {
                var point = Json.read(content, SqlJournal.PointContent.class);
                yield new Order.Point(id, point.label(), point.ref());
            }
            case "Promote" -> new Order.Promote(id, Json.read(content, Promotion.class));
            default -> throw new IllegalStateException("an order of the unknown kind " + kind);
        };
    }

    /** With exactly the entries that the order had when it was given. */
    private Order publish(String id, SnapshotRef ref, Map<String, PackageState> packages) {
        PersistentMap<Integer, SnapshotEntry> entries = PersistentMap.empty();
        int dropped = packages.size();
        for (Listed listed : entries(ref.sequence())) {
            if (listed.component().equals(ref.component())) {
                PackageState known = packages.get(listed.project());
                entries = entries.with(known == null ? dropped++ : known.index(), listed.entry());
            }
        }
        return new Order.Publish(id, ref, entries);
    }
}
