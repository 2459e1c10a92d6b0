package penstock.engine.dlrn;

import java.util.List;
import java.util.Optional;
import penstock.build.Artifact;
import penstock.engine.port.OutsideFailure;

/** What was built elsewhere and brought here, by what it was built of. */
public interface ImportedBuilds {
    /** @param source the upstream commit */
    record Of(String line, String project, String source, String distgit) {}

    /** @param nevra the source package's {@code name-[epoch:]version-release} */
    record Made(String nevra, List<Artifact> artifacts) {
        public Made {
            artifacts = List.copyOf(artifacts);
        }
    }

    /** Keeps it; what was known of the same is forgotten. */
    void keep(Of of, Made made) throws OutsideFailure;

    Optional<Made> find(Of of) throws OutsideFailure;
}
