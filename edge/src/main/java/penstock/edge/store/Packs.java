package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/**
 * The packs of a repository's latest snapshots: a file a slot, replaced when the shard in it becomes another. Snapshots that are made at
 * the same time take the file from each other; the one that finds another's pack makes its own again.
 */
final class Packs {
    private final Path folder;
    private final KeptFragments fragments;

    /** @param folder one a repository, else its neighbours' packs would always be in the way */
    Packs(Path folder, KeptFragments fragments) {
        this.folder = folder;
        this.fragments = fragments;
    }

    Pack of(Shard shard, String prefix) throws IOException, OutsideFailure {
        Path file = folder.resolve(shard.slot());
        Optional<Pack> known = Pack.read(file, Pack.key(shard, prefix));
        if (known.isPresent()) {
            return known.get();
        }
        Pack made = Pack.of(shard, prefix, fragments);
        made.write(file);
        return made;
    }

    /** Of files that are together in no other snapshot. */
    Pack once(Shard shard) throws OutsideFailure {
        return Pack.of(shard, "", fragments);
    }
}
