package penstock.engine.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;

/**
 * The snapshots of a line's book; of any two the same packages differ.
 *
 * @param differing those, which a test may change
 */
public record BookSnapshots(MemoryPromotionBook book, String line, List<Differing> differing) implements SnapshotViews {
    @Override
    public List<Made> made(String of, Optional<Long> before, int limit) {
        return List.of();
    }

    @Override
    public Optional<Made> find(String of, String directory) {
        return book.snapshot(line, directory)
                .map(ref -> new Made(
                        new Queries.SnapshotRow(
                                directory, ref.component(), ref.project(), ref.build(), "PUBLISHED", Instant.EPOCH, ""),
                        ref.sequence(),
                        ""));
    }

    @Override
    public Optional<Made> before(String of, Made made) {
        return Optional.empty();
    }

    @Override
    public List<Listed> contents(String of, Made made, String after, int limit) {
        return List.of();
    }

    @Override
    public List<Differing> difference(String of, Made from, Made to, int limit) {
        return differing.stream().limit(limit).toList();
    }

    @Override
    public List<Move> moves(String of, Optional<String> before, int limit) {
        return List.of();
    }
}
