package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.SnapshotFolders;
import penstock.engine.purge.Swept;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;
import penstock.repo.RepoLayout;

/**
 * Takes old snapshots out of the published tree, and then the shards that no snapshot links to any more.
 *
 * <p>A shard is needed as long as there is a link to it in a snapshot, published or being made, whatever any database says; so what is
 * marked are links. Everything goes under another name in {@code .staging} first, which is where {@link SnapshotPublisher#open} finds
 * what a crash left.
 */
final class SnapshotSweep implements SnapshotFolders {
    private static final String TWO = "[0-9a-f][0-9a-f]";
    /** In the {@code baseurl} of an aggregate. */
    private static final Pattern IN_URL =
            Pattern.compile("(component/[^/\\s]+/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{40}[0-9a-f_]*)");

    private final Path root;
    private final String target;
    private final Sweeping sweeping;
    private final ReentrantLock labels;

    /** @param labels held while labels are moved */
    SnapshotSweep(Path root, String target, Sweeping sweeping, ReentrantLock labels) {
        this.root = root;
        this.target = target;
        this.sweeping = sweeping;
        this.labels = labels;
    }

    @Override
    public List<PurgeFacts.Shown> shown(List<String> lines) throws OutsideFailure {
        List<PurgeFacts.Shown> all = new ArrayList<>();
        for (String name : lines) {
            try {
                all.addAll(shown(name));
            } catch (IOException failure) {
                throw Durable.failure("reading the labels of " + name, failure);
            }
        }
        return all;
    }

    private List<PurgeFacts.Shown> shown(String name) throws IOException {
        Path line = line(name);
        List<PurgeFacts.Shown> shown = new ArrayList<>();
        for (Path base : bases(line)) {
            for (Path entry : entries(base, "*")) {
                String label = line.relativize(entry).toString();
                if (Files.isSymbolicLink(entry)) {
                    String directory = line.relativize(
                                    base.resolve(Files.readSymbolicLink(entry)).normalize())
                            .toString();
                    shown.add(new PurgeFacts.Shown(name, label, directory));
                } else if (Files.isSymbolicLink(entry.resolve(ComponentLabels.NOW))) {
                    for (String directory : joined(entry.resolve(ComponentLabels.NOW))) {
                        shown.add(new PurgeFacts.Shown(name, label, directory));
                    }
                }
            }
        }
        return shown;
    }

    /** The snapshots that a state of a label over components names. */
    private static Set<String> joined(Path state) throws IOException {
        Set<String> named = new HashSet<>();
        try {
            Matcher found = IN_URL.matcher(Files.readString(state.resolve(RepoLayout.REPO_FILE)));
            while (found.find()) {
                named.add(found.group(1));
            }
        } catch (NoSuchFileException | NotDirectoryException noState) {
            return named;
        }
        return named;
    }

    @Override
    public long size(SnapshotRef snapshot) throws OutsideFailure {
        return new SnapshotSizes(root, target).of(snapshot);
    }

    @Override
    public Swept remove(String lineName, Set<String> directories) throws OutsideFailure {
        Path line = line(lineName);
        Swept all = Swept.NOTHING;
        try {
            for (Path base : bases(line)) {
                for (Path snapshot : snapshots(base)) {
                    if (directories.contains(line.relativize(snapshot).toString())) {
                        all = all.and(remove(lineName, snapshot));
                    }
                }
            }
            forgetStates(line);
            return all;
        } catch (IOException failure) {
            throw Durable.failure("removing snapshots of " + lineName, failure);
        }
    }

    private Swept remove(String lineName, Path snapshot) throws IOException, OutsideFailure {
        Path line = line(lineName);
        long bytes = SnapshotSizes.of(snapshot);
        Path aside = aside(line);
        labels.lock();
        try {
            String directory = line.relativize(snapshot).toString();
            if (shown(lineName).stream().anyMatch(shown -> shown.directory().equals(directory))) {
                return Swept.NOTHING;
            }
            Durable.rename(snapshot, aside);
            Durable.syncParent(snapshot);
        } finally {
            labels.unlock();
        }
        Durable.remove(aside);
        sweeping.alone(() -> removeEmpty(snapshot));
        return new Swept(1, bytes);
    }

    /** The folders {@code ab/cd} above, when nothing else is in them. */
    private static void removeEmpty(Path snapshot) throws IOException {
        Path above = snapshot.getParent();
        for (int level = 0; level < 2 && above != null; level++) {
            try {
                Files.deleteIfExists(above);
            } catch (DirectoryNotEmptyException others) {
                return;
            }
            above = above.getParent();
        }
    }

    /** Removes what labels over components showed once, when a snapshot that it names is not there any more. */
    private void forgetStates(Path line) throws IOException {
        for (Path label : entries(line, "*")) {
            Path now = label.resolve(ComponentLabels.NOW);
            if (Files.isSymbolicLink(label) || !Files.isSymbolicLink(now)) {
                continue;
            }
            for (Path state : snapshots(label)) {
                forgetState(line, now, state);
            }
        }
    }

    private void forgetState(Path line, Path now, Path state) throws IOException {
        Path aside = aside(line);
        labels.lock();
        try {
            if (Files.isSameFile(now, state)
                    || joined(state).stream().allMatch(named -> Files.isDirectory(line.resolve(named)))) {
                return;
            }
            Durable.rename(state, aside);
        } finally {
            labels.unlock();
        }
        Durable.remove(aside);
    }

    @Override
    public Swept sweep(String lineName) throws OutsideFailure {
        Path line = line(lineName);
        sweeping.begin();
        try {
            Swept all = Swept.NOTHING;
            Set<Path> staged = new HashSet<>();
            // First what is being made: what is published meanwhile is seen among the published.
            for (Path making : entries(line.resolve(SnapshotPublisher.STAGING), "*")) {
                links(making, staged);
            }
            for (Path base : bases(line)) {
                Set<Path> linked = new HashSet<>(staged);
                for (Path snapshot : snapshots(base)) {
                    links(snapshot, linked);
                }
                all = all.and(shards(line, base, linked));
            }
            return all;
        } catch (IOException failure) {
            throw Durable.failure("removing packages that no snapshot of " + lineName + " has", failure);
        } finally {
            sweeping.end();
        }
    }

    /** Adds {@code 4f/<digest>} of each shard that a snapshot links to. */
    private static void links(Path snapshot, Set<Path> linked) throws IOException {
        for (Path link : entries(snapshot.resolve(ComposedRepository.PACKAGES), "*")) {
            try {
                linked.add(ShardPool.linked(link));
            } catch (NoSuchFileException published) {
                // It was seen in the folder of what is made, and is now among the published.
                return;
            }
        }
    }

    private Swept shards(Path line, Path base, Set<Path> linked) throws IOException, OutsideFailure {
        Swept all = Swept.NOTHING;
        Path folder = base.resolve(ShardPool.FOLDER);
        Path links = base.resolve(ShardPool.LINKS);
        for (Path slot : entries(folder, TWO)) {
            for (Path shard : entries(slot, "*")) {
                if (!linked.contains(folder.relativize(shard))) {
                    all = all.and(shard(line, base, shard));
                }
            }
        }
        for (Path slot : entries(links, TWO)) {
            for (Path link : entries(slot, "*")) {
                Path shard = folder.resolve(links.relativize(link));
                if (!Files.isDirectory(shard)) {
                    sweeping.take(shard, () -> Durable.remove(link));
                }
            }
        }
        return all;
    }

    private Swept shard(Path line, Path base, Path shard) throws IOException, OutsideFailure {
        Path aside = aside(line);
        Path kept = base.resolve(ShardPool.LINKS)
                .resolve(base.resolve(ShardPool.FOLDER).relativize(shard));
        boolean taken = sweeping.take(shard, () -> {
            Durable.remove(kept);
            Durable.rename(shard, aside);
        });
        if (!taken) {
            return Swept.NOTHING;
        }
        long bytes = SnapshotSizes.of(aside);
        Durable.remove(aside);
        return new Swept(1, bytes);
    }

    private static Path aside(Path line) throws IOException {
        Path staging = line.resolve(SnapshotPublisher.STAGING);
        Durable.folders(staging);
        return staging.resolve(UUID.randomUUID().toString());
    }

    /** Where snapshots lie in {@code ab/cd/}: the line's folder and those of its components. */
    static List<Path> bases(Path line) throws IOException {
        List<Path> bases = new ArrayList<>(List.of(line));
        bases.addAll(entries(line.resolve("component"), "*"));
        return bases;
    }

    private static List<Path> snapshots(Path base) throws IOException {
        List<Path> snapshots = new ArrayList<>();
        for (Path first : entries(base, TWO)) {
            for (Path second : entries(first, TWO)) {
                snapshots.addAll(entries(second, "*"));
            }
        }
        return snapshots;
    }

    static List<Path> entries(Path folder, String pattern) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, pattern)) {
            all.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException nothing) {
            return entries;
        }
        return entries;
    }

    private Path line(String name) {
        return root.resolve(RepoLayout.lineFolder(target, name));
    }
}
