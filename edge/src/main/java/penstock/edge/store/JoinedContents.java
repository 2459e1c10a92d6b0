package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.port.OutsideFailure;

/** The packages of several published repositories, by slot, as their folders list them. */
final class JoinedContents {
    /** Builds that were started on an earlier state may still read it. */
    private static final int KEPT = 20;

    private final Map<String, String> all = new HashMap<>();
    private final SortedMap<String, SortedMap<String, String>> slots = new TreeMap<>();

    void add(Path repository) throws IOException, OutsideFailure {
        SortedMap<String, String> own = listed(repository);
        add(Shard.slot(own.keySet()), own);
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(repository.resolve(ComposedRepository.PACKAGES))) {
            for (Path shard : shards) {
                add(shard.getFileName().toString(), listed(shard));
            }
        }
    }

    ComposedRepository.Contents contents() {
        return ComposedRepository.Contents.of(new TreeMap<>(), slots);
    }

    private void add(String slot, SortedMap<String, String> files) throws OutsideFailure {
        for (Map.Entry<String, String> file : files.entrySet()) {
            String other = all.putIfAbsent(file.getKey(), file.getValue());
            if (other == null) {
                slots.computeIfAbsent(slot, _ -> new TreeMap<>()).put(file.getKey(), file.getValue());
            } else if (!other.equals(file.getValue())) {
                throw new OutsideFailure("two components have different files named " + file.getKey(), false);
            }
        }
    }

    private static SortedMap<String, String> listed(Path folder) throws IOException {
        return Shard.parse(Files.readAllLines(folder.resolve(ShardPool.LIST)));
    }

    /** Removes all but the newest states in {@code base/ab/cd/}, and the shards that only they had; not every time. */
    static void forgetOld(Path base) throws IOException {
        List<Path> states = new ArrayList<>();
        for (Path first : entries(base, "[0-9a-f][0-9a-f]")) {
            for (Path second : entries(first, "[0-9a-f][0-9a-f]")) {
                states.addAll(entries(second, "*"));
            }
        }
        if (states.size() <= 2 * KEPT) {
            return;
        }
        Map<Path, Instant> made = new HashMap<>();
        for (Path state : states) {
            made.put(state, Files.getLastModifiedTime(state).toInstant());
        }
        states.sort(Comparator.comparing(made::get));
        List<Path> old = states.subList(0, states.size() - KEPT);
        Set<Path> used = new HashSet<>();
        for (Path state : states.subList(old.size(), states.size())) {
            for (Path shard : entries(state.resolve(ComposedRepository.PACKAGES), "*")) {
                used.add(shard.toRealPath());
            }
        }
        for (Path state : old) {
            Durable.remove(state);
        }
        forgetShards(base, used);
    }

    private static void forgetShards(Path base, Set<Path> used) throws IOException {
        for (Path slot : entries(base.resolve(ShardPool.LINKS), "*")) {
            for (Path link : entries(slot, "*")) {
                Path shard = link.toRealPath();
                if (!used.contains(shard)) {
                    Durable.remove(link);
                    Durable.remove(shard);
                }
            }
        }
    }

    private static List<Path> entries(Path folder, String pattern) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, pattern)) {
            all.forEach(entries::add);
        }
        return entries;
    }
}
