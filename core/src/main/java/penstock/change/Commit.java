package penstock.change;

import java.time.Instant;

/**
 * A commit as git has it.
 *
 * @param id 40 hex digits
 * @param tree the id of its tree, 40 hex digits
 * @param committed the committer's time, whole seconds
 * @param author {@code Name <mail>}
 * @param subject the first line of its message, control characters replaced
 */
public record Commit(String id, String tree, Instant committed, String author, String subject) {
    /** The first seven digits, as git and DLRN abbreviate it. */
    public String shortId() {
        return id.substring(0, 7);
    }
}
