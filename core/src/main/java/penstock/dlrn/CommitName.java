package penstock.dlrn;

import java.util.Optional;

/**
 * How clients name a built commit.
 *
 * @param source the upstream commit
 * @param distgit the packaging commit
 * @param extended which of several builds of the two; empty for the newest
 */
public record CommitName(String source, String distgit, Optional<String> extended) {
    private static final String NOT_FOUND = "commit_hash+distro_hash+extended_hash combination not found";

    /** What a request names, if it names one; the two hashes come together or not at all. */
    public static Optional<CommitName> read(Parameters given, Refused incomplete) throws Refused {
        String source = given.text("commit_hash").orElse("");
        String distgit = given.text("distro_hash").orElse("");
        Optional<String> extended = given.text("extended_hash").filter(hash -> !hash.isEmpty());
        if (source.isEmpty() != distgit.isEmpty()) {
            throw incomplete;
        }
        return source.isEmpty() ? Optional.empty() : Optional.of(new CommitName(source, distgit, extended));
    }

    public Refused notFound() {
        return Refused.badly(NOT_FOUND);
    }

    /** The same where several are named. */
    public Refused notFoundOfSeveral() {
        return Refused.badly(NOT_FOUND + " for " + joined());
    }

    public Refused purged() {
        return new Refused(410, "commit_hash+distro_hash+extended_hash has been purged, cannot promote it");
    }

    public Refused purgedOfSeveral() {
        return new Refused(
                410, "commit_hash+distro_hash+extended_hash " + joined() + " has been purged, cannot promote it");
    }

    private String joined() {
        return source + "_" + distgit + "_" + extended.orElse("None");
    }
}
