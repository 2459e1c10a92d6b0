package penstock.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import penstock.edge.repodata.RepositoryFolder;
import penstock.edge.rpm.RootTarget;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines;
import penstock.engine.require.ProvidedPackages;
import penstock.repo.RepoLayout;
import penstock.require.answer.Packaged;
import penstock.require.answer.Provided;
import penstock.require.answer.Repository;

/** What builds find: the published labels of the line, then the repositories of the target. */
final class FoundByBuilds implements ProvidedPackages {
    private static final String ON_DEMAND = "on demand";

    private final Path root;
    private final PublishedLines published;
    private final String targetName;
    private final RootTarget target;

    /**
     * @param root of what is published
     * @param target is prepared
     */
    FoundByBuilds(Path root, PublishedLines published, String targetName, RootTarget target) {
        this.root = root;
        this.published = published;
        this.targetName = targetName;
        this.target = target;
    }

    @Override
    public List<Repository> of(String line, Set<String> asked) throws OutsideFailure, InterruptedException {
        List<Repository> all = new ArrayList<>();
        labels(RepoLayout.lineFolder(targetName, line))
                .forEach((name, packages) -> all.add(new Repository(name, true, packages)));
        for (Map.Entry<String, Path> one : target.repositories().entrySet()) {
            all.add(new Repository(
                    one.getKey(),
                    false,
                    RepositoryFolder.packages(one.getValue()).orElse(List.of())));
        }
        promised(asked, Provided.of(all)).ifPresent(all::add);
        return all;
    }

    /** What is not there yet and the next build that asks for it will find. */
    private Optional<Repository> promised(Set<String> asked, Provided there)
            throws OutsideFailure, InterruptedException {
        List<String> missing = asked.stream()
                .filter(capability -> there.whoProvides(capability).isEmpty())
                .toList();
        List<Packaged> promised = List.copyOf(target.promised(missing).values());
        return promised.isEmpty() ? Optional.empty() : Optional.of(new Repository(ON_DEMAND, false, promised));
    }

    /** Of a line with components a label has the packages of all of them, as builds see them. */
    private SequencedMap<String, List<Packaged>> labels(String folder) throws OutsideFailure {
        SequencedMap<String, List<Packaged>> labels = new LinkedHashMap<>();
        Map<Path, List<Packaged>> read = new HashMap<>();
        for (PublishedLines.Line line : published.lines()) {
            if (line.folder().equals(folder)) {
                for (PublishedLines.Label label : line.labels()) {
                    labels.computeIfAbsent(label.name(), _ -> new ArrayList<>())
                            .addAll(packages(root.resolve(folder).resolve(label.path()), read));
                }
            }
        }
        return labels;
    }

    private static List<Packaged> packages(Path label, Map<Path, List<Packaged>> read) throws OutsideFailure {
        try {
            Path snapshot = label.toRealPath();
            List<Packaged> known = read.get(snapshot);
            List<Packaged> packages =
                    known == null ? RepositoryFolder.packages(snapshot).orElse(List.of()) : known;
            read.put(snapshot, packages);
            return packages;
        } catch (IOException e) {
            throw new OutsideFailure("cannot read what is published as " + label + ": " + e, true, e);
        }
    }

    @Override
    public String python() throws OutsideFailure {
        return target.python()
                .orElseThrow(() -> new OutsideFailure(
                        "the root of the target " + targetName
                                + " has no /usr/bin/python3, so that no marker can be judged",
                        false));
    }
}
