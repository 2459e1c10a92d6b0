package penstock.engine.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.SourceHistory;

/** A working model of {@link SourceHistory} over a scripted repository. */
public final class FakeHistory implements SourceHistory {
    private static final int LINK = 0120000;

    private final FakeRepository repository;

    public FakeHistory(FakeRepository repository) {
        this.repository = repository;
    }

    @Override
    public Optional<Commit> resolve(String name) throws OutsideFailure {
        var refs = repository.refs();
        for (String prefix : List.of("refs/heads/", "refs/tags/")) {
            String id = refs.get(prefix + name);
            if (id != null) {
                return Optional.of(repository.node(id).commit());
            }
        }
        List<String> ids = repository.reachable(refs.values()).stream()
                .filter(id -> name.length() >= 7 && id.startsWith(name))
                .toList();
        return ids.size() == 1 ? Optional.of(repository.node(ids.getFirst()).commit()) : Optional.empty();
    }

    @Override
    public List<String> names() throws OutsideFailure {
        return repository.refs().keySet().stream()
                .map(name -> name.replaceFirst("^refs/(heads|tags)/", ""))
                .toList();
    }

    @Override
    public Optional<byte[]> file(String commit, String path, int maxBytes) {
        return Optional.ofNullable(repository.node(commit).files().get(path))
                .filter(file -> file.mode() != LINK)
                .map(file -> Arrays.copyOf(file.bytes(), Math.min(maxBytes, file.bytes().length)));
    }

    @Override
    public int count(String old, String latest) {
        return range(old, latest).size();
    }

    private List<FakeRepository.Node> range(String old, String latest) {
        Set<String> known = repository.reachable(List.of(old));
        return repository.reachable(List.of(latest)).stream()
                .filter(id -> !known.contains(id))
                .map(repository::node)
                .sorted(Comparator.comparing(node -> node.commit().committed()))
                .toList();
    }

    @Override
    public List<Step> changing(String old, String latest, Collection<String> paths) {
        List<Step> steps = new ArrayList<>();
        for (FakeRepository.Node node : range(old, latest)) {
            boolean changed = node.parents().isEmpty()
                    ? paths.stream().anyMatch(path -> node.files().containsKey(path))
                    : node.parents().stream().noneMatch(parent -> same(node, repository.node(parent), paths));
            if (changed) {
                steps.add(new Step(node.commit(), node.parents()));
            }
        }
        return steps;
    }

    @Override
    public List<Commit> mainLine(String latest, Collection<String> paths) {
        List<Commit> line = new ArrayList<>();
        Optional<FakeRepository.Node> at = Optional.of(repository.node(latest));
        while (at.isPresent()) {
            FakeRepository.Node node = at.get();
            at = node.parents().stream().findFirst().map(repository::node);
            Collection<String> files = paths.isEmpty() ? all(node, at) : paths;
            boolean changed = at.isEmpty()
                    ? files.stream().anyMatch(path -> node.files().containsKey(path))
                    : !same(node, at.get(), files);
            if (changed) {
                line.addFirst(node.commit());
            }
        }
        return line;
    }

    @Override
    public Commit asOf(String latest, Instant time) {
        FakeRepository.Node at = repository.node(latest);
        while (at.commit().committed().isAfter(time) && !at.parents().isEmpty()) {
            at = repository.node(at.parents().getFirst());
        }
        return at.commit();
    }

    private static Set<String> all(FakeRepository.Node node, Optional<FakeRepository.Node> parent) {
        Set<String> all = new TreeSet<>(node.files().keySet());
        if (parent.isPresent()) {
            all.addAll(parent.get().files().keySet());
        }
        return all;
    }

    @Override
    public List<String> top(String commit) {
        return repository.node(commit).files().entrySet().stream()
                .filter(entry ->
                        entry.getKey().indexOf('/') < 0 && entry.getValue().mode() != LINK)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean same(FakeRepository.Node a, FakeRepository.Node b, Collection<String> paths) {
        return paths.stream()
                .allMatch(path -> Objects.equals(a.files().get(path), b.files().get(path)));
    }

    @Override
    public void close() {}
}
