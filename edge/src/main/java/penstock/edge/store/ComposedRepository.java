package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;
import penstock.repo.MetadataKind;
import penstock.repo.Repomd;

/**
 * A repository that is put together instead of crawled, so that publishing one changed package among many costs what the change is large,
 * and what must be reckoned over all bytes.
 *
 * <p>Packages are spread over 256 <em>shards</em> by the name of their source package. A shard is a folder of RPMs, which all snapshots with
 * the same packages in it share, and a {@link Pack} of their metadata, text and deflated. One build changes two of them: that of its
 * package, which lies beside the snapshot's own files, and that of the package before it, which no longer does.
 *
 * <pre>
 *   ab/cd/abcd..._01234567/                 .packages/         (shared, immutable)
 *     python3-glance-2.rpm   hard link        4f/
 *     packages/                                 5d41.../  nova, horizon
 *       00 ───────────────────────────┐         77de.../  nova, horizon, glance-1
 *       ...                           └──▶    00/
 *       4f ──▶ 5d41...                          90ab.../  ...
 *     repodata/
 *       repomd.xml
 *       &lt;sha256&gt;-primary.xml.gz  =  head | pack 00 | ... | pack 4f | ... | glance-2 | tail
 * </pre>
 *
 * <p>What one publish costs, N packages in all and n = N / 256 in a shard: 256 links; two folders of about 3n links; 2n fragments read and
 * deflated; and one pass over all packs, which are in memory or read from the page cache, for SHA-256 of the files, and of their texts from where
 * they differ from the last ones ({@link TextDigest}). Only this pass is in proportion to N: no RPM is opened, no XML is parsed or compressed but
 * that of the two shards. What the disk must write is forced while processors do this; only the signature, the names beside it and then the
 * snapshot's own name are waited for.
 *
 * <p>Nothing here is locked. Folders and packs have names that stand for their content, or can be checked against it; snapshots that are made
 * at the same time make at worst the same thing twice.
 */
final class ComposedRepository {
    static final String PACKAGES = "packages";
    private static final String REPODATA = "repodata";
    private static final String REPOMD = "repomd.xml";
    /** Packs of this many bytes are in memory at a time. */
    private static final int BATCH = 4 << 20;
    /** And one pack more. */
    private static final int AREA = BATCH + (2 << 20);

    private final ShardPool pool;
    private final Packs packs;
    private final Path base;
    private final Optional<Signer> signer;

    /**
     * @param base the folder in which {@code ab/cd/<repository>} will lie
     * @param signer signs {@code repomd.xml}; empty when it stays unsigned
     */
    ComposedRepository(Path base, ShardPool pool, Packs packs, Optional<Signer> signer) {
        this.signer = signer;
        this.base = base;
        this.pool = pool;
        this.packs = packs;
    }

    /**
     * What is in a repository.
     *
     * @param own files that lie in its folder itself, with their SHA-256
     * @param shards the others, in the order in which the metadata has them
     */
    record Contents(SortedMap<String, String> own, List<Shard> shards) {
        int packages() {
            return own.size()
                    + shards.stream().mapToInt(shard -> shard.files().size()).sum();
        }

        /** @param slots files with their SHA-256, by slot, in the order of the metadata */
        static Contents of(SortedMap<String, String> own, SequencedMap<String, SortedMap<String, String>> slots) {
            return new Contents(
                    own,
                    slots.entrySet().parallelStream()
                            .map(slot -> new Shard(slot.getKey(), slot.getValue()))
                            .toList());
        }
    }

    /**
     * Fills a folder that is being made, and forces it to the disk: packages and metadata beside each other, and what the disk has to write
     * is never waited for in the middle.
     *
     * @param revised the repository's revision and the time of its files
     * @param others what else goes into the folder
     */
    void write(Path folder, Contents contents, Instant revised, Others others) throws IOException, OutsideFailure {
        Path repodata = Files.createDirectory(folder.resolve(REPODATA));
        try (AtOnce beside = new AtOnce(3)) {
            Future<?> files = beside.begin(() -> {
                files(folder, contents, others);
                return folder;
            });
            metadata(repodata, contents, revised, beside);
            AtOnce.result(files);
        }
    }

    /** The RPMs and what else there is, all of it on the disk afterwards, as are the folder's own names. */
    private void files(Path folder, Contents contents, Others others) throws IOException, OutsideFailure {
        Path packages = Files.createDirectory(folder.resolve(PACKAGES));
        List<Path> unsynced = new ArrayList<>(others.write(folder));
        unsynced.addAll(List.of(folder, packages));
        List<ShardPool.Staged> staged = new ArrayList<>();
        try {
            if (!contents.own().isEmpty()) {
                pool.place(contents.own(), folder);
                unsynced.add(folder.resolve(ShardPool.LIST));
            }
            for (Shard shard : contents.shards()) {
                pool.link(base, shard, folder).ifPresent(staged::add);
            }
            pool.settle(staged, unsynced);
        } finally {
            pool.discard(staged);
        }
    }

    /** Writes files into a folder; gives those that are not on the disk yet. */
    interface Others {
        List<Path> write(Path folder) throws IOException, OutsideFailure;
    }

    private void metadata(Path repodata, Contents contents, Instant revised, AtOnce beside)
            throws IOException, OutsideFailure {
        List<MetadataFile> files = new ArrayList<>();
        try {
            List<String> keys = contents.shards().stream()
                    .map(shard -> Pack.key(shard, prefix(shard)))
                    .toList();
            for (MetadataKind kind : MetadataKind.values()) {
                files.add(new MetadataFile(kind, repodata, contents.packages(), keys, packs.text(kind)));
            }
            fill(files, contents, keys);
            List<Repomd.Listed> listed = new ArrayList<>();
            for (MetadataFile file : files) {
                listed.add(file.finish());
            }
            packs.keep(files.stream().collect(Collectors.toMap(MetadataFile::kind, MetadataFile::digested)));
            finish(repodata, listed, revised, beside);
        } finally {
            for (MetadataFile file : files) {
                file.close();
            }
        }
    }

    /** The three files are independent of one another, and packs are read while those before them are digested. */
    private void fill(List<MetadataFile> files, Contents contents, List<String> keys)
            throws IOException, OutsideFailure {
        try (AtOnce threads = new AtOnce(files.size() + 1)) {
            Future<Optional<Pack>> own = threads.begin(() -> own(contents));
            int known = files.stream().mapToInt(MetadataFile::known).min().orElse(0);
            List<PackHead> heads = new ArrayList<>();
            for (int i = 0; i < known; i++) {
                Shard shard = contents.shards().get(i);
                heads.add(packs.head(shard, prefix(shard), keys.get(i)));
            }
            List<Future<?>> before = threads.start(files.stream()
                    .<AtOnce.Task>map(file -> () -> file.addKnown(heads))
                    .toList());
            List<Pack> batch = new ArrayList<>();
            TextArea area = new TextArea(AREA);
            TextArea areaBefore = new TextArea(AREA);
            long bytes = 0;
            for (int i = known; i < keys.size(); i++) {
                Shard shard = contents.shards().get(i);
                Pack pack = packs.of(shard, prefix(shard), keys.get(i), area);
                batch.add(pack);
                bytes += pack.size();
                if (bytes >= BATCH) {
                    threads.await(before);
                    before = threads.start(adding(files, batch));
                    batch = new ArrayList<>();
                    bytes = 0;
                    TextArea done = areaBefore;
                    done.clear();
                    areaBefore = area;
                    area = done;
                }
            }
            threads.await(before);
            threads.run(adding(files, batch));
            Optional<Pack> last = AtOnce.result(own);
            if (last.isPresent()) {
                threads.run(files.stream()
                        .<AtOnce.Task>map(file -> () -> file.addLast(last.get()))
                        .toList());
            }
        }
    }

    private static String prefix(Shard shard) {
        return PACKAGES + "/" + shard.slot() + "/";
    }

    /** Its RPMs are read for the first time, so it comes last: the others are digested meanwhile. */
    private Optional<Pack> own(Contents contents) throws OutsideFailure {
        return contents.own().isEmpty() ? Optional.empty() : Optional.of(packs.once(new Shard("", contents.own())));
    }

    private static List<AtOnce.Task> adding(List<MetadataFile> files, List<Pack> batch) {
        return files.stream().<AtOnce.Task>map(file -> () -> file.add(batch)).toList();
    }

    /**
     * Writes what clients begin with, and forces the metadata to the disk. By its digests it stands for all else, so whatever vouches for the
     * repository vouches for these bytes.
     */
    private void finish(Path repodata, List<Repomd.Listed> listed, Instant revised, AtOnce beside)
            throws IOException, OutsideFailure {
        String text = Repomd.text(revised.getEpochSecond(), listed);
        List<Path> files = new ArrayList<>(List.of(Files.writeString(repodata.resolve(REPOMD), text)));
        listed.forEach(file -> files.add(repodata.resolveSibling(file.path())));
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(revised));
        }
        // The disk writes while a processor signs.
        Future<?> synced = beside.begin(() -> {
            Durable.syncAll(files);
            return files;
        });
        Future<?> kept = beside.begin(() -> {
            packs.write();
            return packs;
        });
        List<Path> last = new ArrayList<>(List.of(repodata));
        if (signer.isPresent()) {
            String signature = signer.get().sign(text.getBytes(StandardCharsets.UTF_8));
            last.add(Files.writeString(repodata.resolve(REPOMD + ".asc"), signature));
        }
        Durable.syncAll(last);
        AtOnce.result(synced);
        AtOnce.result(kept);
    }
}
