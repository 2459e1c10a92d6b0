package penstock.engine.dlrn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** The ledger as DLRN's clients know it: a promotion for each commit, newest first. */
public interface Ledger {
    List<Promoted> promotions(String line, Filter filter, int limit, int offset) throws OutsideFailure;

    /** Each empty for any. */
    record Filter(
            Optional<String> directory,
            Optional<String> label,
            Optional<String> aggregate,
            Optional<String> component) {}

    /**
     * @param aggregate named by the last commit of a promotion; empty where there is none
     * @param component empty for none
     * @param by who asked, as recorded; may be empty
     */
    record Promoted(BuiltCommit commit, String label, Instant at, String by, String aggregate, String component) {}
}
