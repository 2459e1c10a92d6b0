package penstock.edge.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;
import penstock.engine.follow.SeenRefs;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Sighting;

/** What the follower saw, one row a repository; refs are lines of {@code id ref}, as git prints them. */
public final class SqlSeenRefs implements SeenRefs {
    private final Database database;

    public SqlSeenRefs(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Sighting> all() throws OutsideFailure {
        return database.read(handle -> {
            Map<String, Sighting> all = new HashMap<>();
            handle.createQuery("SELECT url, refs, changed, failures FROM seen_ref")
                    .map((rows, _) -> new Sighting(
                            rows.getString("url"),
                            refs(rows.getString("refs")),
                            Micros.instant(rows.getLong("changed")),
                            rows.getInt("failures")))
                    .forEach(sighting -> all.put(sighting.url(), sighting));
            return all;
        });
    }

    private static SortedMap<String, String> refs(String text) {
        SortedMap<String, String> refs = new TreeMap<>();
        for (String line : StoredLine.lines(text)) {
            int space = line.indexOf(' ');
            refs.put(line.substring(space + 1), line.substring(0, space));
        }
        return refs;
    }

    private static String text(SortedMap<String, String> refs) {
        StringBuilder text = new StringBuilder();
        refs.forEach((ref, id) ->
                text.append(text.isEmpty() ? "" : "\n").append(id).append(' ').append(ref));
        return text.toString();
    }

    @Override
    public void keep(Collection<Sighting> sightings) throws OutsideFailure {
        if (sightings.isEmpty()) {
            return;
        }
        database.write(handle -> {
            try (PreparedBatch batch =
                    handle.prepareBatch("INSERT INTO seen_ref (url, refs, changed, failures) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (url) DO UPDATE SET refs = excluded.refs, changed = excluded.changed,"
                            + " failures = excluded.failures")) {
                sightings.forEach(sighting -> batch.add(
                        sighting.url(), text(sighting.refs()), Micros.of(sighting.changed()), sighting.failures()));
                batch.execute();
            }
        });
    }
}
