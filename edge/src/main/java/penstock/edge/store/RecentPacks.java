package penstock.edge.store;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packs in memory, so that the next snapshot of a repository need not read those that it has in common with the last one. When there is no
 * room, those of the repository go that was published longest ago; what still has no room is read again each time. They are softly
 * referenced: a factory at rest gives their memory back.
 */
final class RecentPacks {
    private final long most;
    private long bytes;
    /** By the folder of a repository's packs, the one that was used last at the end; in it by slot. */
    private final Map<Path, Map<String, Kept>> repositories = new LinkedHashMap<>(16, 0.75f, true);

    /** @param size counts until another pack comes into the slot, also when this one is gone */
    private record Kept(SoftReference<Pack> pack, long size) {
        Kept(Pack pack) {
            this(new SoftReference<>(pack), pack.size());
        }
    }

    /** @param most bytes of packs that are kept */
    RecentPacks(long most) {
        this.most = most;
    }

    synchronized Optional<Pack> find(Path repository, String slot, String key) {
        return Optional.ofNullable(repositories.get(repository))
                .map(packs -> packs.get(slot))
                .map(kept -> kept.pack().get())
                .filter(pack -> pack.hasKey(key));
    }

    /** Instead of the one that was in the slot before. */
    synchronized void keep(Path repository, String slot, Pack pack) {
        Map<String, Kept> packs = repositories.computeIfAbsent(repository, _ -> new HashMap<>());
        Kept before = packs.remove(slot);
        bytes -= before == null ? 0 : before.size();
        while (bytes + pack.size() > most && repositories.size() > 1) {
            Iterator<Map<String, Kept>> oldest = repositories.values().iterator();
            bytes -= oldest.next().values().stream().mapToLong(Kept::size).sum();
            oldest.remove();
        }
        if (bytes + pack.size() <= most) {
            packs.put(slot, new Kept(pack));
            bytes += pack.size();
        }
    }
}
