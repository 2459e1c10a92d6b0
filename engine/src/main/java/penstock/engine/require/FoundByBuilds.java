package penstock.engine.require;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines;
import penstock.repo.RepoLayout;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;
import penstock.require.answer.Provided;
import penstock.require.answer.Repository;

/** What builds find: the published labels of the line, then the repositories of the target. */
public final class FoundByBuilds implements ProvidedPackages {
    private static final String ON_DEMAND = "on demand";

    private final PublishedLines published;
    private final String target;
    private final Places places;

    /** @param target its name */
    public FoundByBuilds(PublishedLines published, String target, Places places) {
        this.published = published;
        this.target = target;
        this.places = places;
    }

    /** Where packages lie; the target is prepared. */
    public interface Places {
        /**
         * The packages of a published folder, none when it is no repository.
         *
         * @param folder below what is published: {@code el9s-flamingo/3d/39/...}
         * @return its packages in parts, those that other folders have too as they were
         */
        List<PackageIndex> published(String folder) throws OutsideFailure;

        /** What the target's repositories have, by their names, the preferred first. */
        SequencedMap<String, PackageIndex> repositories() throws OutsideFailure, InterruptedException;

        /** What the target would most likely bring for capabilities that none of its repositories has yet. */
        List<Packaged> promised(Collection<String> capabilities) throws OutsideFailure, InterruptedException;

        /** The version of Python 3 in the root to build in; empty when there is none. */
        Optional<String> python() throws OutsideFailure;

        /** The machine that this Python is made for, such as {@code x86_64}; empty when that is not known. */
        Optional<String> machine() throws OutsideFailure;
    }

    @Override
    public List<Repository> of(String line, Set<String> asked) throws OutsideFailure, InterruptedException {
        List<Repository> all = new ArrayList<>();
        labels(RepoLayout.lineFolder(target, line))
                .forEach((name, parts) -> all.add(new Repository(name, true, parts)));
        places.repositories().forEach((name, packages) -> all.add(new Repository(name, false, List.of(packages))));
        promised(asked, Provided.of(all)).ifPresent(all::add);
        return all;
    }

    /** What is not there yet and the next build that asks for it will find. */
    private Optional<Repository> promised(Set<String> asked, Provided there)
            throws OutsideFailure, InterruptedException {
        List<String> missing = asked.stream()
                .filter(capability -> there.whoProvides(capability).isEmpty())
                .toList();
        List<Packaged> promised = missing.isEmpty() ? List.of() : places.promised(missing);
        return promised.isEmpty() ? Optional.empty() : Optional.of(Repository.of(ON_DEMAND, false, promised));
    }

    /** Of a line with components a label has the packages of all of them, as builds see them; a snapshot is read once. */
    private SequencedMap<String, List<PackageIndex>> labels(String folder) throws OutsideFailure {
        SequencedMap<String, List<PackageIndex>> labels = new LinkedHashMap<>();
        Map<String, List<PackageIndex>> read = new HashMap<>();
        Optional<PublishedLines.Line> line = published.line(folder);
        for (PublishedLines.Label label : line.map(PublishedLines.Line::labels).orElse(List.of())) {
            String snapshot = folder + "/" + label.shows();
            if (!read.containsKey(snapshot)) {
                read.put(snapshot, places.published(snapshot));
            }
            labels.computeIfAbsent(label.name(), _ -> new ArrayList<>()).addAll(read.get(snapshot));
        }
        return labels;
    }

    @Override
    public String python() throws OutsideFailure {
        return places.python()
                .orElseThrow(() -> new OutsideFailure(
                        "the root of the target " + target
                                + " has no /usr/bin/python3, so that no marker can be judged",
                        false));
    }

    @Override
    public String machine() throws OutsideFailure {
        return places.machine()
                .orElseThrow(() -> new OutsideFailure(
                        "the Python in the root of the target " + target
                                + " is for a machine that is not known here, so that no marker can be judged",
                        false));
    }
}
