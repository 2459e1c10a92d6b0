package penstock.edge.store;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import penstock.repo.MetadataKind;

/**
 * Packs in memory, so that the next snapshot of a repository need not read those that it has in common with the last one. When there is no
 * room, those of the repository go that was published longest ago; what still has no room is read again each time. They are softly
 * referenced: a factory at rest gives their memory back. How far the texts of a repository's last snapshot were digested is kept as long.
 */
final class RecentPacks {
    private final long most;
    private long bytes;
    /** By the folder of a repository's packs, the one that was used last at the end. */
    private final Map<Path, Repository> repositories = new LinkedHashMap<>(16, 0.75f, true);

    /** @param packs by slot */
    private record Repository(Map<String, Kept> packs, Map<MetadataKind, TextDigest.Known> texts) {
        static Repository empty() {
            return new Repository(new HashMap<>(), new EnumMap<>(MetadataKind.class));
        }

        long size() {
            return packs.values().stream().mapToLong(Kept::size).sum();
        }
    }

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
                .map(known -> known.packs().get(slot))
                .map(kept -> kept.pack().get())
                .filter(pack -> pack.hasKey(key));
    }

    /** Instead of the one that was in the slot before. */
    synchronized void keep(Path repository, String slot, Pack pack) {
        Map<String, Kept> packs = repositories
                .computeIfAbsent(repository, _ -> Repository.empty())
                .packs();
        Kept before = packs.remove(slot);
        bytes -= before == null ? 0 : before.size();
        while (bytes + pack.size() > most && repositories.size() > 1) {
            Iterator<Repository> oldest = repositories.values().iterator();
            bytes -= oldest.next().size();
            oldest.remove();
        }
        if (bytes + pack.size() <= most) {
            packs.put(slot, new Kept(pack));
            bytes += pack.size();
        }
    }

    synchronized Optional<TextDigest.Known> text(Path repository, MetadataKind kind) {
        return Optional.ofNullable(repositories.get(repository))
                .map(known -> known.texts().get(kind));
    }

    /** Instead of what was known of the repository's texts; only of one that has packs here. */
    synchronized void keep(Path repository, Map<MetadataKind, TextDigest.Known> texts) {
        Optional.ofNullable(repositories.get(repository))
                .ifPresent(known -> known.texts().putAll(texts));
    }
}
