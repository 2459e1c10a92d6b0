package penstock.engine.purge;

import java.util.List;
import java.util.Set;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;

/**
 * The folders of published repositories, with what they share. Whatever is removed gets out of sight in one step first; after a crash the
 * same call does the rest.
 */
public interface SnapshotFolders {
    /** The snapshots that labels in the tree lead to, whoever made them. */
    List<PurgeFacts.Shown> shown(List<String> lines) throws OutsideFailure;

    /** How many bytes a snapshot's folder has that no other shares; 0 when it is not there. */
    long size(SnapshotRef snapshot) throws OutsideFailure;

    /** Removes a line's snapshots of these folders, as far as they are there and no label leads to them. */
    Swept remove(String line, Set<String> directories) throws OutsideFailure;

    /** Removes what no snapshot of a line has any more. */
    Swept sweep(String line) throws OutsideFailure;
}
