package penstock.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies the shards that snapshots link to ({@link ShardPool}), each once, with the links that snapshots have hard links of. */
final class ShardCopies {
    private final WholeCopies copies;
    private final Path incoming;
    /** Whether a shard is in the copy, by its folder there. */
    private final Map<Path, Boolean> there = new HashMap<>();

    /** @param incoming where a shard lies until all of it is there */
    ShardCopies(WholeCopies copies, Path incoming) {
        this.copies = copies;
        this.incoming = incoming;
    }

    void forget() {
        there.clear();
    }

    /**
     * Copies what a snapshot links to and is not in the copy yet.
     *
     * @param base the folder in which {@code ab/cd/<snapshot>} lies
     * @param kept the same in the copy
     * @return shards that are not there to be copied, each the first time that it is asked for
     */
    List<String> copy(Path base, Path snapshot, Path kept) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path link : SnapshotSweep.entries(snapshot.resolve(ComposedRepository.PACKAGES), "*")) {
            Path shard = ShardPool.linked(link);
            Path copy = kept.resolve(ShardPool.FOLDER).resolve(shard);
            Path links = kept.resolve(ShardPool.LINKS).resolve(shard);
            if (!there.containsKey(copy)) {
                Path source = base.resolve(ShardPool.FOLDER).resolve(shard);
                boolean copied = Files.isDirectory(copy) || copies.folder(source, copy, incoming);
                there.put(copy, copied);
                if (copied) {
                    ShardPool.keep(links, Files.readSymbolicLink(link));
                } else {
                    missing.add(shard.toString());
                }
            }
            if (there.getOrDefault(copy, false)) {
                copies.same(link, links);
            }
        }
        return missing;
    }
}
