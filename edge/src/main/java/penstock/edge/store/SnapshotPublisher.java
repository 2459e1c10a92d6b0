package penstock.edge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import penstock.engine.build.LineRepository;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PackageHeaders;
import penstock.engine.publish.Publisher;
import penstock.engine.publish.Signer;
import penstock.engine.purge.SnapshotFolders;
import penstock.repo.RepoLayout;
import penstock.repo.Snapshot;

/**
 * The published tree of one target: a folder for each line, laid out as {@link RepoLayout} says.
 *
 * <p>What can be seen is always complete. A snapshot is made under {@code .staging}, forced to the disk and then renamed to its
 * name, so the name's being there says that the snapshot is; it is never changed again. A label is a link that is made under
 * another name and renamed over the old one. After a crash at any moment there is at most a leftover in {@code .staging}, which
 * {@link #open} throws away; the call that was interrupted is made again and does what is missing.
 */
public final class SnapshotPublisher implements Publisher, LineRepository {
    static final String STAGING = ".staging";
    /** Bytes in memory of what each publication needs of all packages; ten thousand with three RPMs have some 14 MB. */
    private static final long RECENT_HEADS = 16L << 20;
    /** Bytes of metadata in memory; a thousand packages of three RPMs have some 22 MB. */
    private static final long RECENT = 32L << 20;

    private final Path root;
    private final String target;
    private final String baseUrl;
    private final Path packs;
    private final Sweeping sweeping = new Sweeping();
    private final ShardPool pool;
    private final KeptFragments fragments;
    private final RecentPacks recent = new RecentPacks(RECENT_HEADS, RECENT);
    private final ComponentLabels components;
    private final Optional<Signer> signer;
    /** Labels of one tree are moved one after the other: an aggregate is made of what several labels point to. */
    private final ReentrantLock labels = new ReentrantLock();

    private SnapshotPublisher(
            Path root,
            Path metadata,
            Address address,
            ArtifactStore store,
            PackageHeaders headers,
            Optional<Signer> signer) {
        this.root = root;
        this.target = address.target();
        this.baseUrl = address.baseUrl();
        this.packs = metadata.resolve("packs");
        this.pool = new ShardPool(store, sweeping);
        this.fragments = new KeptFragments(metadata.resolve("rpms"), store, headers);
        // What joins components is read by builds alone, from the folder itself.
        this.components = new ComponentLabels(base -> repository(base, Optional.empty()));
        this.signer = signer;
    }

    /**
     * @param target the target's name, the first part of the names of lines' folders
     * @param baseUrl the public address of the tree, which goes into {@code delorean.repo}
     */
    public record Address(String target, String baseUrl) {}

    /**
     * Opens the tree, making its folder when it is not there, and throws away what an interrupted run left half-made.
     *
     * @param root holds one folder a target and line
     * @param metadata where what is known of RPMs is kept; it may be deleted, and is then made again
     */
    public static SnapshotPublisher open(
            Path root, Path metadata, Address address, ArtifactStore store, PackageHeaders headers)
            throws OutsideFailure {
        return open(root, metadata, address, store, headers, Optional.empty());
    }

    /**
     * As {@link #open(Path, Path, Address, ArtifactStore, PackageHeaders)}.
     *
     * @param signer signs the index of each repository; its keys must be shown at {@link RepoLayout#KEYS}. RPMs are signed before they come
     *     to the store
     */
    public static SnapshotPublisher open(
            Path root,
            Path metadata,
            Address address,
            ArtifactStore store,
            PackageHeaders headers,
            Optional<Signer> signer)
            throws OutsideFailure {
        try {
            Durable.folders(root);
            try (DirectoryStream<Path> lines = Files.newDirectoryStream(root, address.target() + "-*")) {
                for (Path line : lines) {
                    ComponentLabels.forgetJoined(line);
                    for (Path base : SnapshotSweep.bases(line)) {
                        Durable.remove(base.resolve(STAGING));
                    }
                }
            }
        } catch (IOException failure) {
            throw Durable.failure("opening the published tree " + root, failure);
        }
        return new SnapshotPublisher(root, metadata, address, store, headers, signer);
    }

    /** What takes old snapshots out of this tree while others are published. */
    public SnapshotFolders folders() {
        return new SnapshotSweep(root, target, sweeping, labels);
    }

    @Override
    public void publish(Snapshot snapshot) throws OutsideFailure, InterruptedException {
        Path line = line(snapshot.line());
        Path published = line.resolve(checked(snapshot.directory()));
        if (Files.isDirectory(published)) {
            return;
        }
        String doing = "publishing " + snapshot.directory() + " of " + snapshot.line();
        Path staging = line.resolve(STAGING).resolve(UUID.randomUUID().toString());
        try (AtOnce beside = new AtOnce(1)) {
            Durable.folders(line);
            Future<?> above = beside.begin(() -> {
                Durable.foldersAbove(published);
                return published;
            });
            Files.createDirectories(staging);
            ComposedRepository repository = repository(line, snapshot.component());
            SnapshotFolder.Urls urls = new SnapshotFolder.Urls(
                    baseUrl + "/" + RepoLayout.lineFolder(target, snapshot.line()),
                    signer.map(_ -> baseUrl + "/" + RepoLayout.KEYS));
            new SnapshotFolder(pool).fill(staging, snapshot, repository, urls);
            AtOnce.result(above);
            sweeping.together(() -> {
                // Again, as a sweep may have taken away what nothing was in.
                Durable.foldersAbove(published);
                Durable.rename(staging, published);
            });
        } catch (InterruptedIOException | ClosedByInterruptException interrupted) {
            throw new InterruptedException(doing);
        } catch (IOException failure) {
            throw Durable.failure(doing, failure);
        } finally {
            discard(doing, staging);
        }
    }

    @Override
    public Optional<String> point(String lineName, String label, SortedMap<String, String> directories)
            throws OutsideFailure {
        Path line = line(lineName);
        String doing = "letting " + label + " of " + lineName + " point to " + String.join(", ", directories.values());
        labels.lock();
        try {
            for (Map.Entry<String, String> part : directories.entrySet()) {
                mustBe(doing, line, part.getKey(), part.getValue());
            }
            SortedMap<Path, Path> points = new TreeMap<>();
            directories.forEach((component, directory) -> points.put(
                    line.resolve(RepoLayout.label(component, label)),
                    Path.of(directory.substring(prefix(component).length()))));
            return Links.replaceAll(
                    line.resolve(STAGING),
                    points,
                    () -> directories.containsKey("")
                            ? Optional.empty()
                            : Optional.of(components.aggregate(line, label)));
        } catch (IOException failure) {
            throw Durable.failure(doing, failure);
        } finally {
            labels.unlock();
        }
    }

    private static void mustBe(String doing, Path line, String component, String directory) throws OutsideFailure {
        // A line without components may have taken over snapshots of one that named them.
        if (!directory.startsWith(prefix(component))) {
            throw new IllegalArgumentException(directory + " is no snapshot of component '" + component + "'");
        }
        if (!Files.isDirectory(line.resolve(checked(directory)))) {
            throw new OutsideFailure(doing + ": " + directory + " is not published", false);
        }
    }

    private static String prefix(String component) {
        return component.isEmpty() ? "" : RepoLayout.component(component) + "/";
    }

    /**
     * The folder that {@code current} points to; of a line with components one in which the packages of all their
     * {@code current} lie together.
     */
    @Override
    public Optional<Path> newest(String lineName) throws OutsideFailure {
        Path line = line(lineName);
        Path current = line.resolve(RepoLayout.CURRENT);
        try {
            if (Files.isSymbolicLink(current)) {
                return Optional.of(current.toRealPath());
            }
            if (!Files.isDirectory(current, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
        } catch (IOException failure) {
            throw Durable.failure("looking for the newest repository of " + lineName, failure);
        }
        labels.lock();
        try {
            return Optional.of(components.joined(line));
        } catch (IOException failure) {
            throw Durable.failure("joining the components of " + lineName, failure);
        } finally {
            labels.unlock();
        }
    }

    private ComposedRepository repository(Path line, String component) {
        Path base = component.isEmpty() ? line : line.resolve(RepoLayout.component(component));
        return repository(base, signer);
    }

    /** @param base below the root; its repositories lie in {@code ab/cd/...} */
    private ComposedRepository repository(Path base, Optional<Signer> by) {
        return new ComposedRepository(
                base, pool, new Packs(packs.resolve(root.relativize(base)), fragments, recent), by);
    }

    private Path line(String name) {
        return root.resolve(RepoLayout.lineFolder(target, name));
    }

    private static String checked(String directory) {
        if (!RepoLayout.isDirectory(directory)) {
            throw new IllegalArgumentException("not the folder of a snapshot: '" + directory + "'");
        }
        return directory;
    }

    private static void discard(String doing, Path staging) throws OutsideFailure {
        try {
            Durable.remove(staging);
        } catch (IOException failure) {
            throw Durable.failure(doing, failure);
        }
    }
}
