package penstock.notice;

import penstock.build.BuildRequest;
import penstock.build.Verdict;
import penstock.repo.SnapshotEntry;

/**
 * A build that ended, as far as somebody may be told of it.
 *
 * @param verdict of a build whose packages could not be published, a failure of that step
 * @param status in DLRN's words; {@code RETRY} while it is to be tried again
 */
public record BuildEnd(BuildRequest request, Verdict verdict, String status) {
    /** Whether this is not the last word on these commits. */
    public boolean triedAgain() {
        return status.equals(SnapshotEntry.RETRY);
    }
}
