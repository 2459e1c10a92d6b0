package penstock.engine.dlrn;

import java.util.Optional;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Verdict;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** Builds, except what was built elsewhere and brought here: that is the outcome then. */
public final class ImportingBuilder implements PackageBuilder {
    private final PackageBuilder builder;
    private final ImportedBuilds imported;
    private final ArtifactStore artifacts;

    public ImportingBuilder(PackageBuilder builder, ImportedBuilds imported, ArtifactStore artifacts) {
        this.builder = builder;
        this.imported = imported;
        this.artifacts = artifacts;
    }

    @Override
    public BuildOutcome build(BuildRequest request) throws OutsideFailure, InterruptedException {
        Optional<ImportedBuilds.Made> made = imported.find(new ImportedBuilds.Of(
                request.line(),
                request.pkg().project(),
                request.source().id(),
                request.distgit().id()));
        if (made.isEmpty() || !kept(made.get())) {
            return builder.build(request);
        }
        return new BuildOutcome(
                Verdict.SUCCESS,
                Optional.empty(),
                Optional.of(made.get().nevra()),
                made.get().artifacts(),
                Optional.empty());
    }

    private boolean kept(ImportedBuilds.Made made) throws OutsideFailure {
        for (Artifact artifact : made.artifacts()) {
            if (artifacts.findVerified(artifact.sha256()).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
