package penstock.engine.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;

/**
 * A scripted repository on the far side of a {@link FakeMirror}. Commits get times one minute apart from
 * 2026-01-01T00:00:00Z on, so every script gives the same ids each time.
 */
public final class FakeRepository {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final String url;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final SortedMap<String, String> refs = new TreeMap<>();
    private @Nullable OutsideFailure broken;
    private Instant next = FIRST;

    FakeRepository(String url) {
        this.url = url;
    }

    record Node(Commit commit, String message, List<String> parents, SortedMap<String, FakeFile> files) {}

    record FakeFile(int mode, String content) {
        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }

        String id() {
            return sha1(("blob " + bytes().length + "\0").getBytes(StandardCharsets.UTF_8), bytes());
        }
    }

    /** A commit on top of a branch that adds or replaces these files (text); the branch begins with it when there is none. */
    public synchronized Commit commit(String branch, String message, Map<String, String> files) {
        List<String> parents = tip(branch);
        Commit made = add(parents, message, files, next);
        refs.put("refs/heads/" + branch, made.id());
        return made;
    }

    public Commit commit(String branch, String message) {
        return commit(branch, message, Map.of());
    }

    /** A commit with any parents and time, on no branch. Its tree is the first parent's with these files added or replaced. */
    public synchronized Commit add(List<String> parents, String message, Map<String, String> files, Instant committed) {
        SortedMap<String, FakeFile> changed = new TreeMap<>();
        files.forEach((path, text) -> changed.put(path, new FakeFile(0100644, text)));
        return add(parents, message, committed, changed);
    }

    private Commit add(List<String> parents, String message, Instant committed, Map<String, FakeFile> changed) {
        SortedMap<String, FakeFile> tree = new TreeMap<>();
        if (!parents.isEmpty()) {
            tree.putAll(node(parents.getFirst()).files);
        }
        tree.putAll(changed);
        String subject = message.lines().findFirst().orElse("");
        String author = "Ada Example <ada@example.org>";
        String id = sha1(
                (url + parents + message + treeId(tree) + committed + nodes.size()).getBytes(StandardCharsets.UTF_8));
        Commit commit = new Commit(id, treeId(tree), committed, author, subject);
        nodes.put(id, new Node(commit, message, List.copyOf(parents), Collections.unmodifiableSortedMap(tree)));
        next = (committed.isAfter(next) ? committed : next).plus(Duration.ofMinutes(1));
        return commit;
    }

    /** A commit on top of a branch that puts one entry of this mode (git's, as {@link FakeMirror#LINK}) into the tree. */
    public synchronized Commit commitEntry(String branch, String message, int mode, String path, String content) {
        List<String> parents = tip(branch);
        Commit made = add(parents, message, next, Map.of(path, new FakeFile(mode, content)));
        refs.put("refs/heads/" + branch, made.id());
        return made;
    }

    private List<String> tip(String branch) {
        String id = refs.get("refs/heads/" + branch);
        return id == null ? List.of() : List.of(id);
    }

    /** Merges a commit into a branch: the branch's tip is the first parent. */
    public synchronized Commit merge(String branch, String other, String message) {
        String tip = node(refs.getOrDefault("refs/heads/" + branch, "")).commit.id();
        Commit made = add(List.of(tip, other), message, Map.of(), next);
        refs.put("refs/heads/" + branch, made.id());
        return made;
    }

    /** Makes or moves a branch, as a forced push does. */
    public synchronized void branch(String name, String commit) {
        refs.put("refs/heads/" + name, node(commit).commit.id());
    }

    public synchronized void tag(String name, String commit) {
        refs.put("refs/tags/" + name, node(commit).commit.id());
    }

    /** Removes a ref by its full name. */
    public synchronized void delete(String ref) {
        refs.remove(ref);
    }

    /** From now on every look at the far side fails so. */
    public synchronized void breakWith(String message, boolean retryable) {
        broken = new OutsideFailure(message, retryable);
    }

    public synchronized void heal() {
        broken = null;
    }

    public String url() {
        return url;
    }

    synchronized SortedMap<String, String> refs() throws OutsideFailure {
        OutsideFailure now = broken;
        if (now != null) {
            throw new OutsideFailure(String.valueOf(now.getMessage()), now.retryable());
        }
        return new TreeMap<>(refs);
    }

    synchronized Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException(url + " has no commit " + id);
        }
        return node;
    }

    /** Every commit reachable from these. */
    synchronized Set<String> reachable(Iterable<String> from) {
        Set<String> seen = new HashSet<>();
        ArrayDeque<String> todo = new ArrayDeque<>();
        from.forEach(todo::add);
        while (!todo.isEmpty()) {
            String id = todo.remove();
            if (seen.add(id)) {
                todo.addAll(node(id).parents);
            }
        }
        return seen;
    }

    private static String treeId(SortedMap<String, FakeFile> tree) {
        List<String> lines = new ArrayList<>();
        tree.forEach((path, file) -> lines.add(file.mode + " " + path + "\0" + file.id()));
        return sha1(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha1(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
