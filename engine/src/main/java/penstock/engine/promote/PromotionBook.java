package penstock.engine.promote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.promote.Inputs;
import penstock.promote.Rule;

/** What labels may be promoted to, what they were, and what was decided. Reads cost what they give. */
public interface PromotionBook {
    /** A snapshot that is published and was not purged. */
    Optional<SnapshotRef> snapshot(String line, String directory) throws OutsideFailure;

    /** What a label shows now, by component. */
    List<SnapshotRef> shown(String line, String label) throws OutsideFailure;

    /** What a label showed of all components together, by the hash of that; empty when it is not known. */
    Optional<Candidate> aggregate(String line, String hash) throws OutsideFailure;

    /**
     * What a rule may promote its label to: what its source label came to that is newer than all that the label ever was promoted to, so that
     * a rollback lasts until something new comes. What the source label itself was rolled back from is none until it comes there again.
     * Newest first; of a rule for components, those of one component after the other. Older ones than the newest are looked for where they
     * have the rule's {@link penstock.promote.Prerequisites}, so that a candidate that is slow to be ready isn't lost; at most
     * {@link #LOOKED_AT} moves are looked at for that, by their evidence.
     *
     * @param limit at most so many of the newest of each component, and so many older ones
     */
    List<List<Candidate>> candidates(String line, Rule rule, Instant now, int limit) throws OutsideFailure;

    /** How many moves before the newest are looked at. */
    int LOOKED_AT = 1000;

    /**
     * The ledger, newest first.
     *
     * @param label empty for all
     * @param before the id of an entry; only older ones are given
     */
    List<Entry> ledger(String line, Optional<String> label, Optional<String> before, int limit) throws OutsideFailure;

    /** One entry of the ledger. */
    Optional<Entry> entry(String line, String id) throws OutsideFailure;

    /** Keeps decisions with all that they were made of. */
    void decided(String line, List<Stored> decisions) throws OutsideFailure;

    /** The newest decision on each of these candidates of a label. */
    List<Stored> decisions(String line, String label, List<String> subjects) throws OutsideFailure;

    /** A decision by its id. */
    Optional<Stored> decision(String line, String id) throws OutsideFailure;

    /**
     * A promotion that was carried out.
     *
     * @param previous where the label was in each part's component; empty the first time
     * @param aggregate what the label showed of all components from then on; empty without components
     */
    record Entry(Promotion promotion, Instant at, List<String> previous, Optional<String> aggregate) {
        public Entry {
            previous = List.copyOf(previous);
        }
    }

    /** A decision that was made. */
    record Stored(String id, Inputs inputs, Decision decision) {
        /** The same as it was made. */
        public Choice.Decided decided() {
            return new Choice.Decided(inputs, decision);
        }
    }
}
