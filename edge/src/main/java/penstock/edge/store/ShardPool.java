package penstock.edge.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/**
 * The folders of RPMs that the snapshots of one line or component share, each made once, by its content, and never changed:
 *
 * <pre>
 * .packages/4f/&lt;digest&gt;/           hard links to the store, and .sha256
 * .packages/links/to/4f/&lt;digest&gt;   -> ../../../../.packages/4f/&lt;digest&gt;
 * ab/cd/&lt;snapshot&gt;/packages/4f     a hard link of that link
 * </pre>
 *
 * Snapshots have hard links of the link, since a new name of an inode that is there costs a tenth of a new inode, and there are up to 256 in
 * each snapshot; so it lies as deep as they do. It is made after its folder is on the disk, and goes before it: where there is a link, the
 * folder need not be looked at.
 */
final class ShardPool {
    static final String FOLDER = ".packages";
    /** In it, the links, by slot. */
    static final Path LINKS = Path.of(FOLDER, "links", "to");
    /** What is in a folder of RPMs, as {@code sha256sum -c} reads it. */
    static final String LIST = ".sha256";

    private final ArtifactStore store;
    private final Sweeping sweeping;
    /** Folders whose names are not on the disk yet: whoever uses one that another is making sees to that itself. */
    private final Set<Path> unsynced = ConcurrentHashMap.newKeySet();

    /** @param sweeping keeps away who removes shards that nobody uses */
    ShardPool(ArtifactStore store, Sweeping sweeping) {
        this.store = store;
        this.sweeping = sweeping;
    }

    /**
     * Puts a shard into the {@code packages} of a snapshot that is being made; a new one is made beside that snapshot.
     *
     * @param base the folder in which {@code ab/cd/<snapshot>} will lie
     * @return what must be {@linkplain #settle settled} before the snapshot is shown, when the shard is new
     */
    Optional<Staged> link(Path base, Shard shard, Path snapshot) throws IOException, OutsideFailure {
        Path folder = base.resolve(FOLDER).resolve(shard.slot()).resolve(shard.digest());
        return sweeping.use(folder, () -> use(base, shard, folder, snapshot));
    }

    private Optional<Staged> use(Path base, Shard shard, Path folder, Path snapshot)
            throws IOException, OutsideFailure {
        Path link = base.resolve(LINKS).resolve(shard.slot()).resolve(shard.digest());
        Path at = snapshot.resolve(ComposedRepository.PACKAGES).resolve(shard.slot());
        if (same(at, link)) {
            return Optional.empty();
        }
        Path points = pointer(shard);
        Files.createSymbolicLink(at, points);
        if (!Files.isDirectory(folder) || unsynced.contains(folder)) {
            return Optional.of(new Staged(stage(shard, snapshot), folder, link, points));
        }
        keep(link, points);
        return Optional.empty();
    }

    /** A hard link of a link; there is none the first time, nor when the file system has no (more) of them. */
    private static boolean same(Path at, Path link) throws IOException {
        try {
            Files.createLink(at, link);
            return true;
        } catch (FileAlreadyExistsException twice) {
            throw twice;
        } catch (FileSystemException | UnsupportedOperationException noSuchLink) {
            return false;
        }
    }

    /** A shard that is complete, but has neither its name yet nor been synced. */
    record Staged(Path staging, Path folder, Path link, Path points) {}

    private static Path pointer(Shard shard) {
        return Path.of("../../../..", FOLDER, shard.slot(), shard.digest());
    }

    /** What a link in a snapshot's {@code packages} leads to, as {@code 4f/<digest>}. */
    static Path linked(Path link) throws IOException {
        Path points = Files.readSymbolicLink(link);
        return points.subpath(points.getNameCount() - 2, points.getNameCount());
    }

    /** Makes the link that snapshots have hard links of, unless it is there; whether it made it. */
    static boolean keep(Path link, Path points) throws IOException {
        Durable.foldersAbove(link);
        try {
            Files.createSymbolicLink(link, points);
            return true;
        } catch (FileAlreadyExistsException there) {
            // Another snapshot was first, or there are as many hard links of it as there can be.
            return false;
        }
    }

    private Path stage(Shard shard, Path snapshot) throws IOException, OutsideFailure {
        Path staging =
                Files.createDirectory(snapshot.resolveSibling(UUID.randomUUID().toString()));
        place(shard.files(), staging);
        return staging;
    }

    /** Forces new shards to the disk, and files with them, and gives the shards their names. */
    void settle(List<Staged> shards, List<Path> files) throws IOException, OutsideFailure {
        List<Path> made = new ArrayList<>(files);
        for (Staged shard : shards) {
            made.add(shard.staging().resolve(LIST));
            made.add(shard.staging());
        }
        Durable.syncAll(made);
        List<Path> named = new ArrayList<>();
        for (Staged shard : shards) {
            name(shard);
            named.add(shard.folder().getParent());
        }
        Durable.syncAll(named);
        for (Staged shard : shards) {
            unsynced.remove(shard.folder());
            sweeping.use(shard.folder(), () -> keep(shard.link(), shard.points()));
        }
    }

    private void name(Staged shard) throws IOException, OutsideFailure {
        sweeping.use(shard.folder(), () -> {
            Durable.foldersAbove(shard.folder());
            unsynced.add(shard.folder());
            return Durable.move(shard.staging(), shard.folder());
        });
    }

    /** Removes what has not been settled. */
    void discard(List<Staged> shards) throws IOException {
        for (Staged shard : shards) {
            Durable.remove(shard.staging());
        }
    }

    /**
     * Fills a folder with RPMs of the store, and the list of them. What is in the RPMs is on the disk already, so to force the names to it
     * the list and the folder must be synced.
     */
    void place(Map<String, String> files, Path folder) throws IOException, OutsideFailure {
        for (Map.Entry<String, String> file : files.entrySet()) {
            place(file.getValue(), folder.resolve(file.getKey()));
        }
        Files.write(folder.resolve(LIST), new Shard("", new java.util.TreeMap<>(files)).list());
    }

    /** A hard link where the file system can, else a copy, which is synced. */
    void place(String sha256, Path at) throws OutsideFailure, IOException {
        Path kept = store.find(sha256)
                .orElseThrow(() -> new OutsideFailure(
                        "publishing " + at.getFileName() + ": the artifact store does not have " + sha256, false));
        if (!link(kept, at)) {
            Durable.sync(at);
        }
    }

    /** Whether it is a hard link, and not a copy. */
    static boolean link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileSystemException | UnsupportedOperationException anotherFileSystem) {
            Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            return false;
        }
    }
}
