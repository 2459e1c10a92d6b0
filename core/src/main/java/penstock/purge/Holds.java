package penstock.purge;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts.Held;
import penstock.purge.PurgeFacts.Moved;
import penstock.purge.PurgeFacts.Open;
import penstock.purge.PurgeFacts.Shown;
import penstock.repo.RepoLayout;

/** The snapshots that something names, each with the first reason that was found. */
final class Holds {
    /** Labels that move by themselves; whatever else points somewhere was promoted. */
    private static final Set<String> AUTOMATIC = Set.of(RepoLayout.CURRENT, RepoLayout.CONSISTENT);

    private final Map<Place, String> why = new HashMap<>();

    private record Place(String line, String directory) {}

    private Holds() {}

    static Holds of(PurgeFacts facts) {
        Holds holds = new Holds();
        for (Shown shown : facts.labels()) {
            holds.add(shown.line(), shown.directory(), "shown by " + shown.name());
        }
        for (Open order : facts.underway().orders()) {
            order.snapshot().ifPresent(ref -> holds.add(ref.line(), ref.directory(), "being published or pointed to"));
        }
        for (Moved move : facts.moves()) {
            if (!AUTOMATIC.contains(move.label())) {
                holds.add(move.line(), move.directory(), "promoted to " + move.label());
            }
        }
        holds.running(facts);
        for (Held held : facts.underway().held()) {
            held.directories().forEach(directory -> holds.add(held.line(), directory, "read by " + held.reader()));
        }
        return holds;
    }

    Optional<String> of(SnapshotRef ref) {
        return Optional.ofNullable(why.get(new Place(ref.line(), ref.directory())));
    }

    private void add(String line, String directory, String reason) {
        why.putIfAbsent(new Place(line, directory), reason);
    }

    /**
     * A build goes on reading the repository that was its line's newest when it began. Moves are recorded after they happened, so that
     * is the last one recorded before the oldest open order to build was given, or one recorded since.
     */
    private void running(PurgeFacts facts) {
        Map<String, Instant> oldest = facts.underway().orders().stream()
                .filter(order -> order.snapshot().isEmpty())
                .collect(Collectors.toMap(Open::line, Open::given, (a, b) -> a.isBefore(b) ? a : b));
        Map<String, List<Moved>> byLabel = facts.moves().stream()
                .filter(move -> move.label().equals(RepoLayout.CURRENT) && oldest.containsKey(move.line()))
                .collect(Collectors.groupingBy(move -> move.line() + " " + move.component()));
        for (List<Moved> moves : byLabel.values()) {
            Instant since = oldest.getOrDefault(moves.getFirst().line(), Instant.MAX);
            moves.stream()
                    .filter(move -> move.at().isBefore(since))
                    .max(java.util.Comparator.comparing(Moved::at))
                    .ifPresent(this::read);
            moves.stream().filter(move -> !move.at().isBefore(since)).forEach(this::read);
        }
    }

    private void read(Moved move) {
        add(move.line(), move.directory(), "may be read by a running build");
    }
}
