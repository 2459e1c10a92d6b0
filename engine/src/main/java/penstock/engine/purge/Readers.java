package penstock.engine.purge;

import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.purge.PurgeFacts;

/** Who reads snapshots, in this and in other processes, of which no order tells ({@link penstock.engine.port.SnapshotHolds}). */
public interface Readers {
    /** What is held now. */
    List<PurgeFacts.Held> now() throws OutsideFailure;

    /** Lets nobody begin to read until the answer is closed; who wants to waits. */
    Still still() throws OutsideFailure;

    /** What is held while nobody can begin; some of it may end. */
    interface Still extends AutoCloseable {
        List<PurgeFacts.Held> held();

        @Override
        void close() throws OutsideFailure;
    }
}
