package penstock.engine.promote;

import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.line.Promotion;

/** Moves labels, in order with all else that happens to their line. */
public interface LabelMoves {
    /** Empty when the label is there, in all components, and it is in the ledger; else why it stayed where it was. */
    Optional<String> promote(String line, Promotion promotion) throws OutsideFailure, InterruptedException;
}
