package penstock.follow;

import java.util.List;
import penstock.change.Commit;

/** What one look at a package's repositories found. */
public sealed interface Finding {
    String project();

    /** Nothing new. */
    record Unchanged(String project) implements Finding {}

    /**
     * Something new to take up.
     *
     * @param source upstream commits, oldest first; the present head alone when only the packaging moved
     * @param distgit the packaging's present head
     * @param notes what a person must be told: a rewritten history, a fall back to another branch, commits left out
     */
    record Moved(String project, List<Commit> source, Commit distgit, List<String> notes) implements Finding {
        public Moved {
            source = List.copyOf(source);
            notes = List.copyOf(notes);
        }
    }

    /** A repository that can't be used now; {@code message} says which, why, and what to do. */
    record Broken(String project, String message, boolean retryable) implements Finding {}
}
