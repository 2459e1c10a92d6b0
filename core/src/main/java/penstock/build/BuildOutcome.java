package penstock.build;

import java.util.List;
import java.util.Optional;

/**
 * What came out of carrying out a {@link BuildRequest}.
 *
 * @param verdict success, or why not
 * @param key the build key's digest, 64 hex digits; empty when the build failed before its inputs were known
 * @param nevra the source package's {@code name-[epoch:]version-release}; empty when it failed before that was known
 * @param artifacts RPMs and SRPM of a success, and the log in every case
 * @param reusedFrom the id of the earlier build whose artifacts these are, when the key was known already
 */
public record BuildOutcome(
        Verdict verdict,
        Optional<String> key,
        Optional<String> nevra,
        List<Artifact> artifacts,
        Optional<String> reusedFrom) {
    public BuildOutcome {
        artifacts = List.copyOf(artifacts);
    }
}
