package penstock.engine.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.LineStep;
import penstock.line.Settings;
import penstock.line.Stamp;
import penstock.line.Stepped;

/** Decides on lines that no loop runs, for the owner of the data folder: a step that is stored and orders nothing. */
public final class StoredLines implements LineDecisions {
    /** No decision depends on them. */
    private static final Settings ANY = new Settings(1, 1, Duration.ZERO, false);

    private final Journal journal;
    private final InstantSource clock;
    private final Uuid7 ids = new Uuid7();

    public StoredLines(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public List<String> lines() throws OutsideFailure {
        return journal.lines();
    }

    @Override
    public LineState state(String line) throws OutsideFailure {
        return journal.load(line, ANY).state();
    }

    @Override
    public void take(String line, LineEvent.Decided decision) throws OutsideFailure {
        Instant now = clock.instant();
        Stamp stamp = new Stamp(ids.next(now), now);
        Stepped stepped = LineStep.step(state(line), stamp, decision);
        if (!stepped.idle()) {
            journal.write(line, List.of(new Journal.Entry(stamp, decision, stepped)));
        }
    }
}
