package penstock.engine.port;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.change.Commit;
import penstock.change.LoggedCommit;

/**
 * Local copies of git repositories. All calls are safe to repeat and may be made from several threads; a repository is named by
 * its URL as the distribution gives it (rewriting is the mirror's own affair).
 */
public interface Mirror {
    /**
     * The repository's refs as the far side has them now; one round trip, nothing is stored.
     *
     * @return full ref name ({@code refs/heads/master}, {@code refs/tags/1.0}) to commit id, tags peeled; {@code HEAD} too
     */
    Map<String, String> remoteRefs(String url) throws OutsideFailure;

    /** Brings branches and tags of the local copy up to date, making it when it is not there. */
    void fetch(String url) throws OutsideFailure;

    /** The commit that a branch, tag or commit id names in the local copy; empty when there is none. */
    Optional<Commit> resolve(String url, String ref) throws OutsideFailure;

    /**
     * Commits of the first-parent line from {@code tip} that are not reachable from {@code processed}, oldest first.
     *
     * @param limit at most so many, the newest ones
     */
    List<Commit> firstParentLine(String url, String tip, String processed, int limit) throws OutsideFailure;

    /** Whether {@code ancestor} is reachable from {@code descendant}; false when either is not in the local copy. */
    boolean isAncestor(String url, String ancestor, String descendant) throws OutsideFailure;

    /** A file of a commit's tree; empty when there is none. Links are not followed. A file over {@code maxBytes} is an OutsideFailure. */
    Optional<byte[]> file(String url, String commit, String path, int maxBytes) throws OutsideFailure;

    /** Every entry of a commit's tree, in git's order. */
    List<TreeEntry> tree(String url, String commit) throws OutsideFailure;

    /**
     * The history of a commit in {@code git log}'s default order, newest first, up to and with the first commit that
     * {@code until} accepts, or all of it.
     */
    List<LoggedCommit> log(String url, String commit, java.util.function.Predicate<LoggedCommit> until)
            throws OutsideFailure;

    /**
     * Writes a POSIX (pax) tar, uncompressed, of a commit's tree.
     *
     * @param prefix folder name that every entry gets, ends with a slash
     * @param extra further files, path below the prefix to content, in order; one of a tree's own paths is replaced
     * @param modified the time all entries get
     */
    void archive(
            String url,
            String commit,
            String prefix,
            SequencedMap<String, byte[]> extra,
            Instant modified,
            OutputStream to)
            throws OutsideFailure, IOException;

    /**
     * @param mode git's: 0100644, 0100755, 0120000 (link), 0160000 (submodule)
     * @param id the blob's id
     */
    record TreeEntry(int mode, String path, String id) {}
}
