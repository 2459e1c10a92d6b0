package penstock.engine.line;

import penstock.engine.port.OutsideFailure;

/** Tries whether the journal can be written. */
@FunctionalInterface
public interface WriteCheck {
    /** Writes something that nobody reads, durably; throws when that fails. */
    void check() throws OutsideFailure;
}
