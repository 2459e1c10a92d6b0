package penstock.edge.store;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing for each slot of a repository, in memory. When there is no room, those of the repository go that was published longest ago; what still
 * has no room is not kept. They are softly referenced: a factory at rest gives their memory back.
 */
final class RecentSlots<T extends RecentSlots.Keyed> {
    private final long most;
    private long bytes;
    /** By the folder of a repository's packs, the one that was used last at the end; in each by slot. */
    private final Map<Path, Map<String, Kept<T>>> repositories = new LinkedHashMap<>(16, 0.75f, true);

    /** What has a key, by which it is known, and a size in bytes. */
    interface Keyed {
        boolean hasKey(String key);

        int size();
    }

    /** @param size counts until another one comes into the slot, also when this one is gone */
    private record Kept<T>(SoftReference<T> one, long size) {
        Optional<T> find() {
            return Optional.ofNullable(one.get());
        }
    }

    /** @param most bytes that are kept */
    RecentSlots(long most) {
        this.most = most;
    }

    synchronized Optional<T> find(Path repository, String slot, String key) {
        return Optional.ofNullable(repositories.get(repository))
                .map(slots -> slots.get(slot))
                .flatMap(Kept::find)
                .filter(one -> one.hasKey(key));
    }

    /** Whether so many bytes would be kept. */
    synchronized boolean hasRoom(Path repository, String slot, int size) {
        Map<String, Kept<T>> slots = repositories.getOrDefault(repository, Map.of());
        long before = Optional.ofNullable(slots.get(slot)).map(Kept::size).orElse(0L);
        long others = repositories.size() > 1 ? bytes - size(slots) : 0;
        return bytes - before - others + size <= most;
    }

    private static <T> long size(Map<String, Kept<T>> slots) {
        return slots.values().stream().mapToLong(Kept::size).sum();
    }

    /** Instead of what was in the slot before. */
    synchronized void keep(Path repository, String slot, T one) {
        Map<String, Kept<T>> slots = repositories.computeIfAbsent(repository, _ -> new HashMap<>());
        Kept<T> before = slots.remove(slot);
        bytes -= before == null ? 0 : before.size();
        while (bytes + one.size() > most && repositories.size() > 1) {
            Iterator<Map<String, Kept<T>>> oldest = repositories.values().iterator();
            bytes -= size(oldest.next());
            oldest.remove();
        }
        if (bytes + one.size() <= most) {
            slots.put(slot, new Kept<>(new SoftReference<>(one), one.size()));
            bytes += one.size();
        }
    }
}
