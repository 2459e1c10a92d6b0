package penstock.engine.line;

import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.Order;
import penstock.line.Settings;
import penstock.line.Stamp;
import penstock.line.Stepped;

/** Keeps the state of lines, the events that led to it, and the orders that it gave (the outbox). */
public interface Journal {
    /** A line as it was last written, empty the first time, with the orders that are not done, oldest first. */
    Restored load(String line, Settings settings) throws OutsideFailure;

    /**
     * Writes steps of one line, in their order, in one transaction that is durable when this returns: the events, the changed rows,
     * the new orders, and the end of those orders that the events tell of. When it fails, nobody may know whether they were written
     * (a connection that broke during the commit): writing the same steps again then does what is missing, which may be nothing.
     *
     * @param entries not empty
     */
    void write(String line, List<Entry> entries) throws OutsideFailure;

    /** The lines that packages are known of, or were and are not removed, by name. */
    List<String> lines() throws OutsideFailure;

    record Restored(LineState state, List<Order> open) {
        public Restored {
            open = List.copyOf(open);
        }
    }

    /** One step: what happened, and what came of it. */
    record Entry(Stamp stamp, LineEvent event, Stepped stepped) {}
}
