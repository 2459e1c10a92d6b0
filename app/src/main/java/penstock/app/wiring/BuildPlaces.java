package penstock.app.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.edge.repodata.RecentRepositories;
import penstock.edge.rpm.RootTarget;
import penstock.edge.rpm.RpmFile;
import penstock.edge.store.SnapshotPackages;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.FoundByBuilds;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;

/**
 * Joins what is published with a target; the two know nothing of one another.
 *
 * @param root of what is published
 * @param snapshots in it
 * @param recent repositories that were read
 * @param target is prepared
 */
record BuildPlaces(Path root, SnapshotPackages snapshots, RecentRepositories recent, RootTarget target)
        implements FoundByBuilds.Places {
    BuildPlaces(Path root, RootTarget target) {
        this(root, new SnapshotPackages(root, new RpmFile()), new RecentRepositories(), target);
    }

    @Override
    public List<PackageIndex> published(String folder) throws OutsideFailure {
        if (!Files.isDirectory(root.resolve(folder))) {
            throw new OutsideFailure(folder + " was taken away while a label still led to it", true);
        }
        Optional<List<PackageIndex>> shards = snapshots.of(folder);
        return shards.isPresent()
                ? shards.get()
                : recent.of(root.resolve(folder)).map(List::of).orElse(List.of());
    }

    @Override
    public SequencedMap<String, PackageIndex> repositories() throws OutsideFailure, InterruptedException {
        SequencedMap<String, PackageIndex> all = new LinkedHashMap<>();
        for (Map.Entry<String, Path> one : target.repositories().entrySet()) {
            all.put(one.getKey(), recent.of(one.getValue()).orElse(PackageIndex.of(List.of())));
        }
        return all;
    }

    @Override
    public List<Packaged> promised(Collection<String> capabilities) throws OutsideFailure, InterruptedException {
        return List.copyOf(target.promised(capabilities).values());
    }

    @Override
    public Optional<String> python() throws OutsideFailure {
        return target.python();
    }

    @Override
    public Optional<String> machine() throws OutsideFailure {
        return target.machine();
    }
}
