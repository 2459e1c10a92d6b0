package penstock.engine.publish;

import penstock.engine.port.OutsideFailure;
import penstock.repo.Snapshot;

/** Makes snapshots visible. Both calls may be repeated; what is visible is always complete. */
public interface Publisher {
    /** Makes the snapshot's folder with all that belongs in it; does nothing when it is there already. */
    void publish(Snapshot snapshot) throws OutsideFailure, InterruptedException;

    /**
     * Lets a label point to a published snapshot, atomically.
     *
     * @param component empty for the line's own labels
     * @param label {@code current}, {@code consistent}, ...
     * @param directory the snapshot's
     */
    void point(String line, String component, String label, String directory) throws OutsideFailure;
}
