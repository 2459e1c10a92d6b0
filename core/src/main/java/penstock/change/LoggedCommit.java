package penstock.change;

import java.util.List;

/**
 * A commit as {@code git log} lists it, with the tags that point to it.
 *
 * @param tags names of the tags that point to it, without {@code refs/tags/}
 * @param message the whole message
 * @param parents their ids, the first parent first
 */
public record LoggedCommit(Commit commit, List<String> tags, String message, List<String> parents) {
    public LoggedCommit {
        tags = List.copyOf(tags);
        parents = List.copyOf(parents);
    }
}
