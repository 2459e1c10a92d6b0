package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import penstock.engine.port.OutsideFailure;
import penstock.repo.MetadataKind;

/**
 * The packs of a repository's latest snapshots: a file a slot, replaced when the shard in it becomes another. Snapshots that are made at
 * the same time take the file from each other; the one that finds another's pack makes its own again.
 */
final class Packs {
    /** One publication makes two; when all must be made, they are not held in memory. */
    private static final int UNWRITTEN = 4;

    private final Path folder;
    private final KeptFragments fragments;
    private final RecentPacks recent;
    private final Map<Path, Pack> unwritten = new HashMap<>();

    /** @param folder one a repository, else its neighbours' packs would always be in the way */
    Packs(Path folder, KeptFragments fragments, RecentPacks recent) {
        this.folder = folder;
        this.fragments = fragments;
        this.recent = recent;
    }

    /**
     * The pack of a shard: from memory, the disk, or made.
     *
     * @param key of {@link Pack#key}
     * @param area where its texts lie when they can't stay in memory; good as long as that is not cleared
     */
    Pack of(Shard shard, String prefix, String key, TextArea area) throws IOException, OutsideFailure {
        Optional<Pack> inMemory = recent.find(folder, shard.slot(), key);
        if (inMemory.isPresent()) {
            return inMemory.get();
        }
        Path file = folder.resolve(shard.slot());
        AtomicBoolean passing = new AtomicBoolean();
        Optional<Pack> known = Pack.read(file, key, length -> {
            passing.set(!recent.hasRoom(folder, shard.slot(), length));
            return passing.get() ? area.take(length) : Pack.Piece.of(new byte[length]);
        });
        if (known.isPresent() && passing.get()) {
            recent.keep(folder, shard.slot(), known.get().head());
            return known.get();
        }
        Pack pack = known.isPresent() ? known.get() : Pack.of(shard, prefix, fragments);
        if (known.isEmpty()) {
            if (unwritten.size() >= UNWRITTEN) {
                write();
            }
            unwritten.put(file, pack);
        }
        recent.keep(folder, shard.slot(), pack);
        return pack;
    }

    /** As {@link #of}, when nothing but the head is needed. */
    PackHead head(Shard shard, String prefix, String key) throws IOException, OutsideFailure {
        Optional<PackHead> inMemory = recent.head(folder, shard.slot(), key);
        if (inMemory.isPresent()) {
            return inMemory.get();
        }
        Optional<PackHead> known = Pack.head(folder.resolve(shard.slot()), key);
        if (known.isEmpty()) {
            return of(shard, prefix, key, new TextArea(0)).head();
        }
        recent.keep(folder, shard.slot(), known.get());
        return known.get();
    }

    /** Of files that are together in no other snapshot. */
    Pack once(Shard shard) throws OutsideFailure {
        return Pack.of(shard, "", fragments);
    }

    /** What is known of the text of the repository's latest file of a kind. */
    Optional<TextDigest.Known> text(MetadataKind kind) {
        return recent.text(folder, kind);
    }

    /** Keeps the packs that were made; until then they are in memory, so that nobody waits for them to be written. */
    void write() throws IOException {
        for (Map.Entry<Path, Pack> made : unwritten.entrySet()) {
            made.getValue().write(made.getKey());
        }
        unwritten.clear();
    }

    void keep(Map<MetadataKind, TextDigest.Known> texts) {
        recent.keep(folder, texts);
    }
}
