package penstock.engine.build;

import java.util.List;
import java.util.Optional;
import penstock.build.Artifact;
import penstock.engine.port.OutsideFailure;

/**
 * The successful builds that can be used again, found by the inputs that are known before dnf is asked. Look-up is in two
 * steps: earlier builds with the same inputs are found here, then their recorded build requirements are resolved again; the
 * same set of RPMs gives the same key, and with it the same artifacts. Every call may be repeated.
 */
public interface KnownBuilds {
    /**
     * Earlier builds with these inputs.
     *
     * @param inputs {@link penstock.build.BuildKey#inputs}: 64 hex digits
     * @param limit at most so many, the newest first
     */
    List<KnownBuild> withInputs(String inputs, int limit) throws OutsideFailure;

    /** The build with this key; empty when there is none. */
    Optional<KnownBuild> withKey(String key) throws OutsideFailure;

    /** Makes a successful build known; a build with the same key stays as it was first recorded. */
    void record(KnownBuild build) throws OutsideFailure;

    /** Lets a build take the place of the known one with its key, since its artifacts are to be used instead. */
    void replace(KnownBuild build) throws OutsideFailure;

    /**
     * @param buildId of the build that made the artifacts
     * @param inputs digest of what was known before dnf was asked, 64 hex digits
     * @param buildRequires all that was required in the end, static and generated, in rpm's words
     * @param key digest of the inputs and of the RPMs that dnf put into the root, 64 hex digits
     * @param nevra the source package's {@code name-[epoch:]version-release}
     * @param artifacts RPMs and SRPM, without the log
     */
    record KnownBuild(
            String buildId,
            String inputs,
            List<String> buildRequires,
            String key,
            String nevra,
            List<Artifact> artifacts) {
        public KnownBuild {
            buildRequires = List.copyOf(buildRequires);
            artifacts = List.copyOf(artifacts);
        }
    }
}
