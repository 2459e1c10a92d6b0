package penstock.app.wiring;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.edge.repodata.RepositoryFolder;
import penstock.edge.rpm.RootTarget;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.FoundByBuilds;
import penstock.require.answer.Packaged;

/**
 * Joins what is published with a target; the two know nothing of one another.
 *
 * @param root of what is published
 * @param target is prepared
 */
record BuildPlaces(Path root, RootTarget target) implements FoundByBuilds.Places {
    @Override
    public List<Packaged> published(String folder) throws OutsideFailure {
        return RepositoryFolder.packages(root.resolve(folder)).orElse(List.of());
    }

    @Override
    public SequencedMap<String, List<Packaged>> repositories() throws OutsideFailure, InterruptedException {
        SequencedMap<String, List<Packaged>> all = new LinkedHashMap<>();
        for (Map.Entry<String, Path> one : target.repositories().entrySet()) {
            all.put(one.getKey(), RepositoryFolder.packages(one.getValue()).orElse(List.of()));
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
