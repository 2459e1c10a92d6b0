package penstock.engine.line;

import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.LineState;

/** Lines as operators decide on them, whether anything runs them or not. */
public interface LineDecisions {
    /** Every line that anything is stored of, by name. */
    List<String> lines() throws OutsideFailure;

    /** A line as it stands; empty of packages when nothing is stored of it. */
    LineState state(String line) throws OutsideFailure;

    /** Stores a decision. What follows from it begins at once where the line runs, else when it runs again. */
    void take(String line, LineEvent.Decided decision) throws OutsideFailure, InterruptedException;
}
