package penstock.engine.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** The logs of builds, one text file each, bounded in size, readable from other processes while they grow. */
public interface BuildLogs {
    /** Starts a build's log; an earlier one under the same id is replaced. */
    Writing create(String buildId) throws OutsideFailure;

    /** A reader that starts at the log's first line; empty when there is no log under this id. */
    Optional<Following> follow(String buildId) throws OutsideFailure;

    /** The log's file as it is now, every byte that the tools printed; empty when there is no log under this id. */
    Optional<Path> file(String buildId);

    /** A log being written. */
    interface Writing extends BuildLog, AutoCloseable {
        /** The file as it is so far, for reading; its name changes when this is closed. */
        Path file();

        /**
         * Ends the log; those who follow it come to its end.
         *
         * @return a second name (link) of the finished file, for the caller to give away or to delete
         */
        Path finish() throws OutsideFailure;

        /** Ends the log if {@link #finish} did not. */
        @Override
        void close() throws OutsideFailure;
    }

    /** A log being read, finished or still growing. */
    interface Following extends AutoCloseable {
        /**
         * The lines that have come since the last call, control characters replaced so that a terminal can show them. Waits
         * when there are none.
         *
         * @param patience how long to wait at most; then the list is empty
         * @return empty when the log has ended and all of it was returned
         */
        Optional<List<String>> next(Duration patience) throws OutsideFailure, InterruptedException;

        @Override
        void close() throws OutsideFailure;
    }
}
