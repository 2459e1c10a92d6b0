package penstock.engine.dlrn;

import java.util.Optional;

/**
 * A commit that was built and published.
 *
 * @param build its id
 * @param directory of its snapshot, below the line's
 * @param source the upstream commit
 * @param distgit the packaging commit
 * @param extended empty for the first build of the two
 * @param component as DLRN's clients know it; empty for none
 * @param purged whether its snapshot is there no more
 */
public record BuiltCommit(
        String build,
        String directory,
        String source,
        String distgit,
        String extended,
        String component,
        boolean purged) {
    private static final int SHORT = 8;

    /** What DLRN calls the hash of a repository. */
    public String repositoryHash() {
        return source + "_" + distgit.substring(0, Math.min(SHORT, distgit.length()));
    }

    public Optional<String> extendedHash() {
        return extended.isEmpty() ? Optional.empty() : Optional.of(extended);
    }

    public Optional<String> componentName() {
        return component.isEmpty() ? Optional.empty() : Optional.of(component);
    }
}
