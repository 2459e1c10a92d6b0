package penstock.engine.dlrn;

import java.util.List;
import java.util.Optional;
import penstock.build.Artifact;
import penstock.build.BuildOutcome;
import penstock.build.BuildRequest;
import penstock.build.Verdict;
import penstock.engine.build.PackageBuilder;
import penstock.engine.build.SignedAgain;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** Builds, except what was built elsewhere and brought here: that is the outcome then. */
public final class ImportingBuilder implements PackageBuilder {
    private final PackageBuilder builder;
    private final ImportedBuilds imported;
    private final ArtifactStore artifacts;
    private final SignedAgain again;

    /** @param again as they were signed when they were brought, and another key may sign by now */
    public ImportingBuilder(
            PackageBuilder builder, ImportedBuilds imported, ArtifactStore artifacts, SignedAgain again) {
        this.again = again;
        this.builder = builder;
        this.imported = imported;
        this.artifacts = artifacts;
    }

    @Override
    public BuildOutcome build(BuildRequest request) throws OutsideFailure, InterruptedException {
        ImportedBuilds.Of of = new ImportedBuilds.Of(
                request.line(),
                request.pkg().project(),
                request.source().id(),
                request.distgit().id());
        Optional<ImportedBuilds.Made> made = imported.find(of);
        if (made.isEmpty() || !kept(made.get())) {
            return builder.build(request);
        }
        String nevra = made.get().nevra();
        return switch (again.of(made.get().artifacts())) {
            case SignedAgain.Result.Refused(Verdict verdict) -> outcome(verdict, nevra, List.of());
            case SignedAgain.Result.Signed(List<Artifact> signed) -> {
                if (!signed.equals(made.get().artifacts())) {
                    imported.keep(of, new ImportedBuilds.Made(nevra, signed));
                }
                yield outcome(Verdict.SUCCESS, nevra, signed);
            }
        };
    }

    private static BuildOutcome outcome(Verdict verdict, String nevra, List<Artifact> artifacts) {
        return new BuildOutcome(verdict, Optional.empty(), Optional.of(nevra), artifacts, Optional.empty());
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
