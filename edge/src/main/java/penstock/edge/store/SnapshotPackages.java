package penstock.edge.store;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PackageHeaders;
import penstock.repo.RpmPackage;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;

/**
 * The packages of published snapshots, shard by shard as {@link ComposedRepository} lays them out. Snapshots that follow one another share
 * all shards but two, so that after the first one a snapshot costs a look at 256 links and the RPM headers of two shards.
 *
 * <p>Who asks while another one reads waits for that one. What was read is softly referenced: a factory at rest gives the memory back.
 */
public final class SnapshotPackages {
    /** Shards that are remembered: of eight repositories with all slots taken. */
    private static final int KEPT = 2048;

    private final Path root;
    private final PackageHeaders headers;
    /** By the folder that all snapshots with the shard share. */
    private final Map<Path, SoftReference<PackageIndex>> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, SoftReference<PackageIndex>> eldest) {
            return size() > KEPT;
        }
    };

    /** @param root of what is published */
    public SnapshotPackages(Path root, PackageHeaders headers) {
        this.root = root;
        this.headers = headers;
    }

    /**
     * A snapshot's packages without the source packages.
     *
     * @param folder below what is published
     * @return one part a shard; empty when there is no such snapshot, or it is put together in another way
     */
    public synchronized Optional<List<PackageIndex>> of(String folder) throws OutsideFailure {
        Path snapshot = root.resolve(folder);
        Path packages = snapshot.resolve(ComposedRepository.PACKAGES);
        if (!Files.isDirectory(packages)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> slots = Files.newDirectoryStream(packages)) {
            List<PackageIndex> parts = new ArrayList<>();
            for (Path slot : slots) {
                parts.add(shard(slot.toRealPath()));
            }
            if (Files.exists(snapshot.resolve(ShardPool.LIST), LinkOption.NOFOLLOW_LINKS)) {
                parts.add(shard(snapshot.toRealPath()));
            }
            return Optional.of(parts);
        } catch (DirectoryIteratorException failure) {
            throw Durable.failure("reading the packages of " + snapshot, new IOException(failure));
        } catch (IOException failure) {
            throw Durable.failure("reading the packages of " + snapshot, failure);
        }
    }

    private PackageIndex shard(Path folder) throws IOException, OutsideFailure {
        Optional<PackageIndex> known = find(folder);
        if (known.isPresent()) {
            return known.get();
        }
        List<Packaged> packages = new ArrayList<>();
        for (String file :
                Shard.parse(Files.readAllLines(folder.resolve(ShardPool.LIST))).keySet()) {
            if (!file.endsWith(Shard.SOURCE)) {
                packages.add(Packaged.of(described(folder.resolve(file))));
            }
        }
        PackageIndex index = PackageIndex.of(packages);
        recent.put(folder, new SoftReference<>(index));
        return index;
    }

    private Optional<PackageIndex> find(Path folder) {
        return Optional.ofNullable(recent.get(folder)).map(SoftReference::get);
    }

    private RpmPackage described(Path rpm) throws OutsideFailure {
        return headers.describe(rpm).orElseThrow(() -> new OutsideFailure(rpm + " is no RPM that can be read", false));
    }
}
