package penstock.engine.require;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;

/** The commits of one git repository and their files. Nothing is checked out, and nothing is written. */
public interface SourceHistory extends AutoCloseable {
    /** So many commits back a branch's past is looked for. */
    int FAR = 10_000;

    /** The commit that a branch, a tag or a commit id (also its beginning) names; empty when none, or several. */
    Optional<Commit> resolve(String name) throws OutsideFailure;

    /** The short names of branches and tags, for who wrote one wrong. */
    List<String> names() throws OutsideFailure;

    /**
     * A file of a commit's tree, or the first {@code maxBytes} of it; empty when there is none, or a link or folder is there.
     *
     * @param commit its id
     */
    Optional<byte[]> file(String commit, String path, int maxBytes) throws OutsideFailure;

    /** How many commits are reachable from {@code latest} and not from {@code old}. */
    int count(String old, String latest) throws OutsideFailure;

    /**
     * Those of these commits that changed one of the files, as {@code git log OLD..LATEST -- PATH...} lists them: a merge only when it has
     * the files as none of its parents has them. Parents come before their children.
     */
    List<Step> changing(String old, String latest, Collection<String> paths) throws OutsideFailure;

    /**
     * The states that a branch was in: from {@code latest} back along first parents, those that changed one of the files against their
     * first parent, the oldest first. The first commit is one when it has any of them.
     *
     * @param latest its id
     * @param paths none for any file
     */
    List<Commit> mainLine(String latest, Collection<String> paths) throws OutsideFailure;

    /**
     * Where a branch was at a time: from {@code latest} back along first parents, the first commit that is not younger; the last that is
     * looked at when there is none. No more than {@link #FAR} are looked at.
     *
     * @param latest its id
     */
    Commit asOf(String latest, Instant time) throws OutsideFailure;

    /** The names in a commit's top folder, but for folders and links, sorted; none that git would not check out. */
    List<String> top(String commit) throws OutsideFailure;

    /**
     * A commit that changed a file.
     *
     * @param before ids of commits that have the files as its parents have them, in the parents' order; a parent from which on back to the
     *     first commit there is none of the files may be absent
     */
    record Step(Commit commit, List<String> before) {
        public Step {
            before = List.copyOf(before);
        }
    }

    @Override
    void close();
}
