package penstock.engine.port;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
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
    /** What {@link #remoteRefs(String)} asks for. */
    List<String> BRANCHES_AND_TAGS = List.of("HEAD", "refs/heads/", "refs/tags/");

    /**
     * Refs as the far side has them now; one connection, nothing is stored. Not a look at the local copy.
     *
     * @param wanted full names, or prefixes that end in {@code /}; nothing else is answered
     * @return full ref name ({@code refs/heads/master}, {@code refs/tags/1.0}) to object id, tags peeled where the far side
     *     says what they point to
     */
    Map<String, String> remoteRefs(String url, Collection<String> wanted) throws OutsideFailure;

    /** The host that is really asked for this URL, which connections are counted for; empty for a repository on this machine. */
    String host(String url);

    /** The URL for people: without credentials, and with the place that it is really read from. */
    String shown(String url);

    /** All branches and tags, and {@code HEAD}, as the far side has them now. */
    default Map<String, String> remoteRefs(String url) throws OutsideFailure {
        return remoteRefs(url, BRANCHES_AND_TAGS);
    }

    /**
     * Brings branches and tags of the local copy up to date, making it when it is not there and anew when it is damaged. A call
     * during another one for the same repository waits for that one and shares its outcome.
     */
    void fetch(String url) throws OutsideFailure;

    /**
     * The commit that a full ref name, a branch, a tag, a commit id or an unambiguous beginning of one (7 digits at least)
     * names in the local copy, tried in this order; empty when there is none, or no local copy.
     */
    Optional<Commit> resolve(String url, String ref) throws OutsideFailure;

    /**
     * Commits of the first-parent line from {@code tip} that are not reachable from {@code processed}, oldest first.
     *
     * @param limit at most so many, the newest ones
     */
    List<Commit> firstParentLine(String url, String tip, String processed, int limit) throws OutsideFailure;

    /** Whether {@code ancestor} is reachable from {@code descendant}; false when either is not in the local copy. */
    boolean isAncestor(String url, String ancestor, String descendant) throws OutsideFailure;

    /** A file of a commit's tree; empty when there is none, or a link or folder is there. A file over {@code maxBytes} is an OutsideFailure. */
    Optional<byte[]> file(String url, String commit, String path, int maxBytes) throws OutsideFailure;

    /** Every file, link and submodule of a commit's tree with its whole path, in git's order; folders are not listed. */
    List<TreeEntry> tree(String url, String commit) throws OutsideFailure;

    /**
     * The history of a commit in {@code git log}'s default order, newest first, up to and with the first commit that
     * {@code until} accepts, or all of it.
     */
    List<LoggedCommit> log(String url, String commit, java.util.function.Predicate<LoggedCommit> until)
            throws OutsideFailure;

    /**
     * Writes a POSIX (pax) tar, uncompressed, of a commit's tree: the same bytes each time. Submodules are empty folders. A tree
     * that could harm who unpacks it (a link that leads out of it, a path with {@code ..}) is an OutsideFailure.
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
