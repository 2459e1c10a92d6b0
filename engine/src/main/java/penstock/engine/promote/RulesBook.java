package penstock.engine.promote;

import java.time.Instant;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.promote.RulesText;

/** The rules that were in force, each version once. */
public interface RulesBook {
    /** Those that came into force last. */
    Optional<Kept> newest() throws OutsideFailure;

    /** Others come into force. */
    void comes(Kept rules) throws OutsideFailure;

    /** @param since when they came into force */
    record Kept(RulesText text, Instant since) {}
}
