package penstock.engine.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A repository on the far side that a contract test writes the history of, fake or real. Commits are named by their ids. */
public interface ScriptedRepository {
    String url();

    /**
     * A commit on no branch.
     *
     * @param files path to text, added to the first parent's tree or replacing what is there
     */
    String add(List<String> parents, String message, Map<String, String> files, Instant committed);

    /** Makes or moves a branch. */
    void branch(String name, String commit);

    /** Makes or moves a lightweight tag. */
    void tag(String name, String commit);

    /** A commit on top of another that puts one entry of this mode (git's) into the tree. */
    String addEntry(String parent, int mode, String path, String content);

    /** Removes a ref by its full name. */
    void delete(String ref);
}
