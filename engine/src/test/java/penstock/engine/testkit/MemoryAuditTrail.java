package penstock.engine.testkit;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditTrail;

/** The record of what was asked for, in memory; its ids count. */
public final class MemoryAuditTrail implements AuditTrail {
    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    public MemoryAuditTrail(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String asked(Actor actor, String action, String target) {
        String id = "%08d".formatted(entries.size());
        entries.put(id, new Entry(id, clock.instant(), actor, action, target, ""));
        return id;
    }

    @Override
    public void ended(String id, String outcome) {
        entries.computeIfPresent(
                id,
                (_, entry) -> entry.outcome().isEmpty()
                        ? new Entry(id, entry.at(), entry.actor(), entry.action(), entry.target(), outcome)
                        : entry);
    }

    @Override
    public List<Entry> newest(Optional<String> before, int limit) {
        return entries.values().stream()
                .filter(entry -> before.isEmpty() || entry.id().compareTo(before.get()) < 0)
                .sorted(Comparator.comparing(Entry::id).reversed())
                .limit(limit)
                .toList();
    }
}
