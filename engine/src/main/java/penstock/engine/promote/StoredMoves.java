package penstock.engine.promote;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.line.Journal;
import penstock.engine.line.Uuid7;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.line.Change;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.LineStep;
import penstock.line.Order;
import penstock.line.Promotion;
import penstock.line.Settings;
import penstock.line.Stamp;
import penstock.line.Stepped;

/** Moves labels of lines that no loop runs, for the owner of the data folder: the same steps, one after the other. */
public final class StoredMoves implements LabelMoves {
    /** No promotion depends on them. */
    private static final Settings ANY = new Settings(1, 1, Duration.ZERO, false);

    private final Journal journal;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();

    public StoredMoves(Journal journal, Publisher publisher, InstantSource clock) {
        this.journal = journal;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Optional<String> promote(String line, Promotion promotion) throws OutsideFailure {
        Journal.Restored stored = journal.load(line, ANY);
        LineState state = stored.state();
        for (Order order : stored.open()) {
            // Whoever had it was killed on the way.
            if (order instanceof Order.Promote left) {
                state = step(line, state, carriedOut(line, left)).next();
            }
        }
        Stepped begun = step(line, state, new LineEvent.Promoting(promotion));
        for (Order order : begun.orders()) {
            if (order instanceof Order.Promote promote) {
                return why(step(line, begun.next(), carriedOut(line, promote)));
            }
        }
        return why(begun);
    }

    private LineEvent carriedOut(String line, Order.Promote order) {
        SortedMap<String, String> directories = new TreeMap<>();
        order.promotion().parts().forEach(part -> directories.put(part.component(), part.directory()));
        try {
            return new LineEvent.Promoted(
                    order, publisher.point(line, order.promotion().label(), directories));
        } catch (OutsideFailure e) {
            return new LineEvent.Failed(order, String.valueOf(e.getMessage()), false);
        }
    }

    private Stepped step(String line, LineState state, LineEvent event) throws OutsideFailure {
        Instant now = clock.instant();
        Stamp stamp = new Stamp(ids.next(now), now);
        Stepped stepped = LineStep.step(state, stamp, event);
        journal.write(line, List.of(new Journal.Entry(stamp, event, stepped)));
        return stepped;
    }

    private static Optional<String> why(Stepped stepped) {
        return stepped.changes().stream()
                .filter(Change.NotPromoted.class::isInstance)
                .map(change -> ((Change.NotPromoted) change).why())
                .findFirst();
    }
}
