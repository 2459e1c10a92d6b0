package penstock.engine.publish;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.engine.port.OutsideFailure;
import penstock.repo.Snapshot;

/** Makes snapshots visible. Every call may be repeated; what is visible is always complete. */
public interface Publisher {
    /** Makes the snapshot's folder with all that belongs in it; does nothing when it is there already. */
    void publish(Snapshot snapshot) throws OutsideFailure, InterruptedException;

    /**
     * Lets a label point to published snapshots, one of each of these components, or one of the line when it has no components. When one
     * of them is not there, nothing moves. What the label shows of all components together changes in one step.
     *
     * @param label {@code current}, {@code consistent}, ...
     * @param directories the snapshots' by component, which is empty for the line's own labels
     * @return the hash of what it shows of all components together ({@link penstock.repo.Aggregate}); empty without components
     */
    Optional<String> point(String line, String label, SortedMap<String, String> directories) throws OutsideFailure;

    /** The same for one component. */
    default Optional<String> point(String line, String component, String label, String directory)
            throws OutsideFailure {
        return point(line, label, new TreeMap<>(Map.of(component, directory)));
    }
}
