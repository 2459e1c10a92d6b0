package penstock.engine.follow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Sighting;

/** The sightings while following runs; only those that differ from what is kept are written. */
final class Memory {
    private final SeenRefs kept;
    private final Map<String, Sighting> now;
    private final ConcurrentHashMap<String, Sighting> changed = new ConcurrentHashMap<>();

    Memory(SeenRefs kept) throws OutsideFailure {
        this.kept = kept;
        this.now = new ConcurrentHashMap<>(kept.all());
    }

    /** What the ref was when the repository was last looked at. */
    Optional<String> ref(String url, String ref) {
        return Optional.ofNullable(now.get(url)).map(sighting -> sighting.refs().get(ref));
    }

    /**
     * Takes in how a look went.
     *
     * @param refs what was answered; empty when nothing was
     * @param keep refs whose remembered id stays, as that of a tag that was moved
     * @param failed whether the repository did not answer, or could not be read
     */
    Sighting looked(String url, Optional<Map<String, String>> refs, Set<String> keep, boolean failed, Instant when) {
        return put(url, when, old -> {
            int failures = failed ? old.failures() + 1 : 0;
            if (refs.isEmpty()) {
                return new Sighting(url, old.refs(), old.changed(), failures);
            }
            SortedMap<String, String> next = new TreeMap<>(refs.get());
            old.refs().forEach((ref, id) -> next.replace(ref, keep.contains(ref) ? id : next.getOrDefault(ref, id)));
            return new Sighting(url, next, next.equals(old.refs()) ? old.changed() : when, failures);
        });
    }

    private Sighting put(String url, Instant when, UnaryOperator<Sighting> step) {
        Sighting old = now.getOrDefault(url, new Sighting(url, new TreeMap<>(), when, 0));
        Sighting next = step.apply(old);
        if (!next.equals(now.put(url, next))) {
            changed.put(url, next);
        }
        return next;
    }

    /** Keeps what changed since the last time. */
    void write() throws OutsideFailure {
        List<Sighting> batch = new ArrayList<>();
        for (String url : List.copyOf(changed.keySet())) {
            Sighting sighting = changed.remove(url);
            if (sighting != null) {
                batch.add(sighting);
            }
        }
        if (!batch.isEmpty()) {
            kept.keep(batch);
        }
    }
}
