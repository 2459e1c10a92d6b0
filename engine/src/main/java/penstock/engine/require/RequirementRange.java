package penstock.engine.require;

import java.util.List;
import java.util.SortedSet;
import penstock.change.Commit;
import penstock.require.Declarations;
import penstock.require.RequirementChange;

/**
 * What changed in what a project requires, from one commit to another.
 *
 * @param commits how many commits lie between them, the later one included; 0 when it is the same or an earlier one
 * @param files those that either has and that were read
 */
public record RequirementRange(
        Declarations before, Declarations after, int commits, SortedSet<String> files, List<Changed> changes) {
    public RequirementRange {
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param by the commits between the two that changed this requirement, oldest first, also those that were taken back; empty when it was
     *     the earlier commit's side that changed it, which the later one does not have
     */
    public record Changed(RequirementChange change, List<Commit> by) {
        public Changed {
            by = List.copyOf(by);
        }
    }
}
