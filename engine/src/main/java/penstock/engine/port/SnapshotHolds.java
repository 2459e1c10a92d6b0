package penstock.engine.port;

import java.util.List;

/** Keeps what is read from being purged meanwhile. */
public interface SnapshotHolds {
    /**
     * Holds snapshots, and whatever builds were not given up until now, until the answer is closed or this process ends in whatever way.
     * Who holds snapshots waits while a purge removes folders.
     *
     * @param reader who reads, in words: {@code penstock test}
     * @param line by its name
     * @param directories of its snapshots; may be none
     * @throws OutsideFailure to be tried again with what labels show then, when one of them is not there any more
     */
    Hold take(String reader, String line, List<String> directories) throws OutsideFailure, InterruptedException;

    interface Hold extends AutoCloseable {
        @Override
        void close() throws OutsideFailure;
    }
}
