package penstock.line;

import java.util.Optional;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.repo.SnapshotEntry;

/** A row of stored state that a step changed, with its new content. */
public sealed interface Change {
    /** All of it but its entry, which {@link EntryChanged} tells. */
    record PackageChanged(PackageState state) implements Change {}

    record PackageGone(String project) implements Change {}

    /** @param excuse empty when it waits no more */
    record WaitChanged(String project, Optional<Excuse> excuse) implements Change {}

    /**
     * @param project empty for the whole line
     * @param pause empty when it is resumed
     */
    record PauseChanged(String project, Optional<Pause> pause) implements Change {}

    /**
     * @param project empty for the whole line
     * @param gone empty when the distribution names it again
     */
    record GoneChanged(String project, Optional<Gone> gone) implements Change {}

    /** Of the whole line nothing is left to do: no order is open, and no build runs. */
    record LineRemoved() implements Change {}

    record BuildStarted(BuildRequest request, Task.Kind kind, int attempt) implements Change {}

    /**
     * @param sequence the line's number from this build on, see {@link Past}
     * @param status in DLRN's words
     * @param extended the extended hash of a success; empty for the first of its pair
     */
    record BuildEnded(BuildRequest request, BuildOutcome outcome, long sequence, String status, String extended)
            implements Change {}

    /**
     * A package's row in its component's snapshots from now on.
     *
     * @param sequence snapshots from this one on list it so
     * @param entry empty when it is listed no more
     */
    record EntryChanged(String component, String project, long sequence, Optional<SnapshotEntry> entry)
            implements Change {}

    /** A snapshot is to be published. */
    record SnapshotMade(SnapshotRef ref) implements Change {}

    record SnapshotPublished(SnapshotRef ref) implements Change {}

    /**
     * A snapshot will not be published: its build succeeded, but counts as failed.
     *
     * @param request the build that it was made for
     * @param message why, after the last attempt
     */
    record SnapshotFailed(SnapshotRef ref, BuildRequest request, long sequence, String message) implements Change {}

    /** @param aggregate what it shows of all components together, where that is known to have changed with it */
    record LabelChanged(String component, String label, ComponentState.Label state, Optional<String> aggregate)
            implements Change {}

    /** A label was promoted; the changes of its label in each component follow. */
    record Promoted(Promotion promotion, Optional<String> aggregate) implements Change {}

    /** A label was not promoted, and is where it was. */
    record NotPromoted(Promotion promotion, String why) implements Change {}
}
