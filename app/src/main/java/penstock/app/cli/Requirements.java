package penstock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.diff.CommitsBetween;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.HistoryReplay;
import penstock.engine.require.LineCheck;
import penstock.engine.require.RequirementHistory;
import penstock.engine.require.SourceHistory;
import penstock.engine.require.WhoNeeds;

/** What the commands about requirements work with, whoever owns a data folder: of that they change nothing. */
public interface Requirements {
    /**
     * What the commits of a git repository on this machine require, which need not have to do with any data folder.
     *
     * @return empty when there is no repository
     */
    Optional<RequirementHistory> history(Path repository) throws OutsideFailure;

    /**
     * The commits of a git repository on this machine, or of a bundle of one.
     *
     * @return empty when neither is there
     */
    Optional<SourceHistory> commits(Path repository) throws OutsideFailure;

    /** Plays the checks beside histories of RDO's packages. */
    HistoryReplay replay();

    /** What lies between commits of the repositories that a data folder has local copies of. */
    CommitsBetween between(Path dir) throws UserMistakes, OutsideFailure;

    WhoNeeds whoNeeds(Path dir) throws UserMistakes, OutsideFailure;

    /** @param progress gets a line for each thing that takes long, such as making a build root */
    LineCheck check(Path dir, Consumer<String> progress) throws UserMistakes, OutsideFailure, InterruptedException;

    /**
     * Builds that are tried out.
     *
     * @param progress as {@link #check} has it
     */
    Trials trials(Path dir, Consumer<String> progress) throws UserMistakes, OutsideFailure, InterruptedException;
}
