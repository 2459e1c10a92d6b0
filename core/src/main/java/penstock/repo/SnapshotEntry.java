package penstock.repo;

import java.time.Instant;
import java.util.List;
import penstock.build.Artifact;
import penstock.build.BuildRequest;

/**
 * A package in a snapshot: a row of {@code versions.csv} and the RPMs that go with it.
 *
 * @param build the latest successful build's request; of a package that never succeeded, the last one's
 * @param extended the extended hash; empty for the first build of its pair of commits
 * @param nvr the source package's name-version-release; empty for a package that never succeeded
 * @param status of the last processed commit, in DLRN's words: {@code SUCCESS}, {@code FAILED}, {@code RETRY}
 * @param succeeded when the latest successful build ended; of a package that never succeeded, when the last build did
 * @param artifacts RPMs, SRPM and a Puppet module's archive of that build; a log is published for the build that a snapshot is made for; none for a
 *     package that never succeeded
 */
public record SnapshotEntry(
        BuildRequest build, String extended, String nvr, String status, Instant succeeded, List<Artifact> artifacts) {
    public static final String SUCCESS = "SUCCESS";
    public static final String FAILED = "FAILED";
    public static final String RETRY = "RETRY";

    public SnapshotEntry {
        artifacts = List.copyOf(artifacts);
    }

    /** RPMs and SRPM. */
    public List<Artifact> packages() {
        return artifacts.stream()
                .filter(artifact -> artifact.kind().isPackage())
                .toList();
    }

    /** The archive of a Puppet module; none for any other package. */
    public List<Artifact> modules() {
        return artifacts.stream()
                .filter(artifact -> artifact.kind() == Artifact.Kind.MODULE)
                .toList();
    }

    /** Whether the last processed commit of the package was built with success. */
    public boolean passing() {
        return status.equals(SUCCESS);
    }
}
