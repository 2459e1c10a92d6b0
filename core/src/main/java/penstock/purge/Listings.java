package penstock.purge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts.Listed;

/**
 * Which builds snapshots list. Of each project a snapshot lists the newest row that is not above its sequence, so a row is listed by the
 * snapshots from its own sequence up to, but without, that of the next row:
 *
 * <pre>
 * rows of nova        3 ────────── 7 ──────── 12 ─────────▶ from now on
 * snapshots     1   2   4   5   6     8   11      13
 *                       └ row 3 ┘     └ 7 ┘       └ 12
 * </pre>
 */
final class Listings {
    private final Map<String, List<Listed>> rows;

    Listings(List<Listed> entries) {
        rows = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> repository(entry.line(), entry.component()) + " " + entry.project()));
        rows.replaceAll((_, all) ->
                all.stream().sorted(Comparator.comparingLong(Listed::sequence)).toList());
    }

    /** The builds that one of these snapshots lists, and those that the next snapshots will. */
    Set<String> of(List<SnapshotRef> snapshots) {
        Map<String, NavigableSet<Long>> sequences = sequences(snapshots);
        Set<String> listed = new HashSet<>();
        for (List<Listed> all : rows.values()) {
            all.getLast().build().ifPresent(listed::add);
            listed(all, sequences, listed);
        }
        return listed;
    }

    /** The builds that one of these snapshots lists. */
    Set<String> only(List<SnapshotRef> snapshots) {
        Map<String, NavigableSet<Long>> sequences = sequences(snapshots);
        Set<String> listed = new HashSet<>();
        rows.values().forEach(all -> listed(all, sequences, listed));
        return listed;
    }

    private static void listed(List<Listed> all, Map<String, NavigableSet<Long>> sequences, Set<String> listed) {
        Listed first = all.getFirst();
        NavigableSet<Long> known = sequences.getOrDefault(repository(first.line(), first.component()), new TreeSet<>());
        for (int i = 0; i < all.size(); i++) {
            Long from = known.ceiling(all.get(i).sequence());
            long until = i + 1 < all.size() ? all.get(i + 1).sequence() : Long.MAX_VALUE;
            if (from != null && from < until) {
                all.get(i).build().ifPresent(listed::add);
            }
        }
    }

    private static Map<String, NavigableSet<Long>> sequences(List<SnapshotRef> snapshots) {
        Map<String, NavigableSet<Long>> sequences = new HashMap<>();
        for (SnapshotRef ref : snapshots) {
            sequences
                    .computeIfAbsent(repository(ref.line(), ref.component()), _ -> new TreeSet<>())
                    .add(ref.sequence());
        }
        return sequences;
    }

    private static String repository(String line, String component) {
        return line + " " + component;
    }
}
