package penstock.engine.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** The record of what was asked for. Entries are only ever added, and get their outcome once. */
public interface AuditTrail {
    /**
     * Records that something is asked for, durably when this returns.
     *
     * @param action in a few words: {@code build}, {@code create token}
     * @param target what it is about
     * @return the entry's id
     */
    String asked(Actor actor, String action, String target) throws OutsideFailure;

    /** Records what came of it; a second outcome of one entry changes nothing. */
    void ended(String id, String outcome) throws OutsideFailure;

    /**
     * The newest entries, newest first.
     *
     * @param before only those older than the entry of this id
     */
    List<Entry> newest(Optional<String> before, int limit) throws OutsideFailure;

    /**
     * @param outcome {@code done}, or what stood in the way; empty while it is carried out, and for good when the process died then
     */
    record Entry(String id, Instant at, Actor actor, String action, String target, String outcome) {}
}
