package penstock.edge.store;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import penstock.repo.MetadataKind;

/**
 * Packs in memory, so that the next snapshot of a repository need not read those that it has in common with the last one: heads apart from texts,
 * since every publication needs all heads, and few texts. How far the texts of a repository's last snapshot were digested is kept beside them.
 */
final class RecentPacks {
    /** Repositories of which that is known, with some forty kilobytes each. */
    private static final int DIGESTED = 64;

    private final RecentSlots<PackHead> heads;
    private final RecentSlots<Pack> packs;
    private final Map<Path, Map<MetadataKind, TextDigest.Known>> texts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Map<MetadataKind, TextDigest.Known>> eldest) {
            return size() > DIGESTED;
        }
    };

    /**
     * Begins with none.
     *
     * @param heads bytes of heads that are kept
     * @param packs bytes of texts that are kept
     */
    RecentPacks(long heads, long packs) {
        this.heads = new RecentSlots<>(heads);
        this.packs = new RecentSlots<>(packs);
    }

    Optional<Pack> find(Path repository, String slot, String key) {
        return packs.find(repository, slot, key);
    }

    Optional<PackHead> head(Path repository, String slot, String key) {
        return heads.find(repository, slot, key);
    }

    /** Whether texts of so many bytes would be kept. */
    boolean hasRoom(Path repository, String slot, int length) {
        return packs.hasRoom(repository, slot, length);
    }

    /** Instead of the one that was in the slot before. */
    void keep(Path repository, String slot, Pack pack) {
        keep(repository, slot, pack.head());
        packs.keep(repository, slot, pack);
    }

    void keep(Path repository, String slot, PackHead head) {
        heads.keep(repository, slot, head);
    }

    Optional<TextDigest.Known> text(Path repository, MetadataKind kind) {
        synchronized (texts) {
            return Optional.ofNullable(texts.get(repository)).map(known -> known.get(kind));
        }
    }

    /** Instead of what was known of the repository's texts. */
    void keep(Path repository, Map<MetadataKind, TextDigest.Known> known) {
        synchronized (texts) {
            texts.put(repository, new EnumMap<>(known));
        }
    }
}
