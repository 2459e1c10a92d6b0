package penstock.engine.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import penstock.change.Commit;
import penstock.change.LoggedCommit;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.SourceHistories;

/**
 * A working model of {@link Mirror} in memory: repositories are scripted with {@link #repository}, and local reads see only what
 * a {@link #fetch} brought. {@link #calls} tells what was asked of the far side.
 */
public final class FakeMirror implements Mirror, SourceHistories {
    private final Map<String, FakeRepository> far = new ConcurrentHashMap<>();
    private final Map<String, Local> near = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** A local copy: its refs, and every commit that ever came. */
    private record Local(FakeRepository of, SortedMap<String, String> refs, Set<String> commits) {}

    /** The repository at this URL, made empty when there is none. */
    public FakeRepository repository(String url) {
        return far.computeIfAbsent(url, FakeRepository::new);
    }

    /** {@code ls-remote URL} and {@code fetch URL}, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public void forgetCalls() {
        calls.clear();
    }

    @Override
    public Map<String, String> remoteRefs(String url, Collection<String> wanted) throws OutsideFailure {
        calls.add("ls-remote " + url);
        SortedMap<String, String> all = refs(farSide(url));
        all.keySet()
                .removeIf(
                        name -> wanted.stream().noneMatch(w -> w.endsWith("/") ? name.startsWith(w) : name.equals(w)));
        return all;
    }

    /** With its HEAD, which is on the branch master. */
    private static SortedMap<String, String> refs(FakeRepository repository) throws OutsideFailure {
        SortedMap<String, String> all = repository.refs();
        String master = all.get("refs/heads/master");
        if (master != null) {
            all.put("HEAD", master);
        }
        return all;
    }

    @Override
    public String host(String url) {
        return url.replaceFirst("^[a-z]+://([^/]*).*", "$1");
    }

    @Override
    public String shown(String url) {
        return url;
    }

    @Override
    public <T> T read(String url, Reading<T> reading) throws OutsideFailure {
        return reading.of(new FakeHistory(repository(url)));
    }

    @Override
    public <T> Optional<T> follow(String url, List<String> refs, FollowedReading<T> reading) throws OutsideFailure {
        for (String ref : refs) {
            Optional<Commit> tip = resolve(url, ref);
            if (tip.isPresent()) {
                return Optional.of(reading.of(new FakeHistory(repository(url)), tip.get()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void fetch(String url) throws OutsideFailure {
        calls.add("fetch " + url);
        FakeRepository repository = farSide(url);
        SortedMap<String, String> refs = refs(repository);
        Set<String> commits = repository.reachable(refs.values());
        Local before = near.get(url);
        if (before != null) {
            commits.addAll(before.commits);
        }
        near.put(url, new Local(repository, refs, commits));
    }

    private FakeRepository farSide(String url) throws OutsideFailure {
        FakeRepository repository = far.get(url);
        if (repository == null) {
            throw new OutsideFailure(url + ": there is no such repository", false);
        }
        return repository;
    }

    private Local local(String url) throws OutsideFailure {
        Local local = near.get(url);
        if (local == null) {
            throw new OutsideFailure(url + " was never fetched", false);
        }
        return local;
    }

    private FakeRepository.Node node(String url, String commit) throws OutsideFailure {
        Local local = local(url);
        if (!local.commits.contains(commit)) {
            throw new OutsideFailure(url + " has no commit " + commit, false);
        }
        return local.of.node(commit);
    }

    @Override
    public Optional<Commit> resolve(String url, String ref) throws OutsideFailure {
        Local local = near.get(url);
        if (local == null) {
            return Optional.empty();
        }
        if (local.commits.contains(ref)) {
            return Optional.of(local.of.node(ref).commit());
        }
        for (String name : List.of(ref, "refs/heads/" + ref, "refs/tags/" + ref)) {
            String id = local.refs.get(name);
            if (id != null) {
                return Optional.of(local.of.node(id).commit());
            }
        }
        List<String> abbreviated = local.commits.stream()
                .filter(id -> ref.length() >= 7 && id.startsWith(ref))
                .toList();
        return abbreviated.size() == 1
                ? Optional.of(local.of.node(abbreviated.getFirst()).commit())
                : Optional.empty();
    }

    @Override
    public List<Commit> firstParentLine(String url, String tip, String processed, int limit) throws OutsideFailure {
        node(url, tip);
        node(url, processed);
        Set<String> old = local(url).of.reachable(List.of(processed));
        List<Commit> line = new ArrayList<>();
        for (Optional<String> at = Optional.of(tip); at.isPresent() && !old.contains(at.get()); ) {
            FakeRepository.Node node = node(url, at.get());
            line.add(node.commit());
            at = node.parents().stream().findFirst();
        }
        return line.subList(0, Math.min(limit, line.size())).reversed();
    }

    @Override
    public boolean isAncestor(String url, String ancestor, String descendant) throws OutsideFailure {
        Local local = local(url);
        return local.commits.contains(ancestor)
                && local.commits.contains(descendant)
                && local.of.reachable(List.of(descendant)).contains(ancestor);
    }

    @Override
    public Optional<byte[]> file(String url, String commit, String path, int maxBytes) throws OutsideFailure {
        FakeRepository.FakeFile file = node(url, commit).files().get(path);
        if (file == null || file.mode() == 0120000) {
            return Optional.empty();
        }
        if (file.bytes().length > maxBytes) {
            throw new OutsideFailure(url + ": " + path + " is over " + maxBytes + " bytes", false);
        }
        return Optional.of(file.bytes());
    }

    @Override
    public List<TreeEntry> tree(String url, String commit) throws OutsideFailure {
        List<TreeEntry> entries = new ArrayList<>();
        node(url, commit).files().forEach((path, file) -> entries.add(new TreeEntry(file.mode(), path, file.id())));
        return entries;
    }

    @Override
    public List<LoggedCommit> log(String url, String commit, Predicate<LoggedCommit> until) throws OutsideFailure {
        Local local = local(url);
        PriorityQueue<FakeRepository.Node> queue = new PriorityQueue<>(
                Comparator.comparing((FakeRepository.Node node) -> node.commit().committed())
                        .reversed());
        Set<String> seen = new HashSet<>(Set.of(commit));
        queue.add(node(url, commit));
        List<LoggedCommit> log = new ArrayList<>();
        while (!queue.isEmpty()) {
            FakeRepository.Node node = queue.remove();
            LoggedCommit logged =
                    new LoggedCommit(node.commit(), tags(local, node.commit().id()), node.message(), node.parents());
            log.add(logged);
            if (until.test(logged)) {
                return log;
            }
            node.parents().stream().filter(seen::add).map(local.of::node).forEach(queue::add);
        }
        return log;
    }

    private static List<String> tags(Local local, String commit) {
        return local.refs.entrySet().stream()
                .filter(ref ->
                        ref.getKey().startsWith("refs/tags/") && ref.getValue().equals(commit))
                .map(ref -> ref.getKey().substring("refs/tags/".length()))
                .toList();
    }

    @Override
    public void archive(
            String url,
            String commit,
            String prefix,
            SequencedMap<String, byte[]> extra,
            Instant modified,
            OutputStream to)
            throws OutsideFailure, IOException {
        SequencedMap<String, FakeRepository.FakeFile> entries =
                new LinkedHashMap<>(new TreeMap<>(node(url, commit).files()));
        extra.forEach((path, content) ->
                entries.put(path, new FakeRepository.FakeFile(0100644, new String(content, StandardCharsets.UTF_8))));
        for (Map.Entry<String, FakeRepository.FakeFile> entry : entries.entrySet()) {
            FakeTar.entry(
                    to,
                    entry.getValue().mode(),
                    prefix + entry.getKey(),
                    entry.getValue().bytes(),
                    modified);
        }
        FakeTar.end(to);
    }

    /** What {@link FakeRepository#commitEntry} takes as the mode of a link. */
    public static final int LINK = 0120000;

    /** What {@link FakeRepository#commitEntry} takes as the mode of a program. */
    public static final int EXECUTABLE = 0100755;

    /** The bytes of an extra file for {@link #archive}. */
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
