package penstock.dlrn;

import java.util.Optional;
import penstock.repo.RepoLayout;

/** Where DLRN has what it built: eight characters of an extended hash, however many hashes it is joined of. */
public final class DlrnDirectory {
    private static final int SHORT = 8;
    private static final int SHARDS = 4;

    private DlrnDirectory() {}

    /**
     * Below its repositories' folder; empty when the hashes are none of git.
     *
     * @param component empty for none
     * @param extended empty for none
     */
    public static Optional<String> of(String component, String source, String distgit, String extended) {
        if (source.length() < SHARDS || distgit.length() < SHORT) {
            return Optional.empty();
        }
        String directory = (component.isEmpty() ? "" : "component/" + component + "/")
                + source.substring(0, 2) + "/" + source.substring(2, SHARDS) + "/" + source + "_" + cut(distgit)
                + (extended.isEmpty() ? "" : "_" + cut(extended));
        return Optional.of(directory).filter(RepoLayout::isDirectory);
    }

    private static String cut(String hash) {
        return hash.substring(0, Math.min(SHORT, hash.length()));
    }
}
