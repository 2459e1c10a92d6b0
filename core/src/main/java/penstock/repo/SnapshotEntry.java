package penstock.repo;

import java.time.Instant;
import java.util.List;
import penstock.build.Artifact;
import penstock.build.BuildRequest;

/**
 * A package in a snapshot: a row of {@code versions.csv} and the RPMs that go with it.
 *
 * @param build the latest successful build's request
 * @param extended the extended hash; empty for the first build of its pair of commits
 * @param nvr the source package's name-version-release
 * @param status of the last processed commit, in DLRN's words: {@code SUCCESS}, {@code FAILED}, {@code RETRY}
 * @param succeeded when the latest successful build ended
 * @param artifacts RPMs and SRPM of that build
 */
public record SnapshotEntry(
        BuildRequest build, String extended, String nvr, String status, Instant succeeded, List<Artifact> artifacts) {
    public SnapshotEntry {
        artifacts = List.copyOf(artifacts);
    }
}
