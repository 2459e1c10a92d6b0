package penstock.engine.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.follow.Findings;
import penstock.engine.follow.Positions;
import penstock.engine.follow.SeenRefs;
import penstock.follow.Finding;
import penstock.follow.Position;
import penstock.follow.Sighting;

/** All that following needs to remember, in memory: findings are kept, and each one moved sets the package's position. */
public final class MemoryFollowState implements Findings, Positions, SeenRefs {
    private final Map<String, Map<String, Position>> positions = new HashMap<>();
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final List<Finding> taken = new ArrayList<>();
    private int writes;

    @Override
    public synchronized void take(String line, Finding finding) {
        taken.add(finding);
        if (finding instanceof Finding.Moved moved) {
            Position position = new Position(
                    moved.project(),
                    Optional.of(moved.source().getLast().id()),
                    Optional.of(moved.distgit().id()));
            positions.computeIfAbsent(line, _ -> new HashMap<>()).put(moved.project(), position);
        }
    }

    @Override
    public synchronized Map<String, Position> of(String line) {
        return Map.copyOf(positions.getOrDefault(line, Map.of()));
    }

    @Override
    public synchronized Map<String, Sighting> all() {
        return Map.copyOf(sightings);
    }

    @Override
    public synchronized void keep(Collection<Sighting> kept) {
        writes++;
        kept.forEach(sighting -> sightings.put(sighting.url(), sighting));
    }

    /** What was found since the last call, in the order of arrival. */
    public synchronized List<Finding> takeFindings() {
        List<Finding> found = List.copyOf(taken);
        taken.clear();
        return found;
    }

    /** What was found since the last {@link #takeFindings}. */
    public synchronized List<Finding> findings() {
        return List.copyOf(taken);
    }

    /** How often {@link #keep} was called. */
    public synchronized int writes() {
        return writes;
    }
}
