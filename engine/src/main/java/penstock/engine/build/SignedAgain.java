package penstock.engine.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.build.Artifact;
import penstock.build.Verdict;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;

/**
 * What an earlier build made, with signatures by the key that signs now. Another one signed it when the key was changed since, and none
 * when signing was off; else nothing is done.
 */
public final class SignedAgain {
    private final ArtifactStore store;
    private final Optional<Signer> signer;
    private final Path work;

    /**
     * @param signer empty when what there is stays as it is
     * @param work where copies lie until they are stored
     */
    public SignedAgain(ArtifactStore store, Optional<Signer> signer, Path work) {
        this.store = store;
        this.signer = signer;
        this.work = work;
    }

    /** What came of it. */
    public sealed interface Result {
        /** @param artifacts those that were given, packages among them replaced by copies where they had to be signed */
        record Signed(List<Artifact> artifacts) implements Result {}

        /** A package can't be signed. */
        record Refused(Verdict verdict) implements Result {}
    }

    /** @param artifacts in the store */
    public Result of(List<Artifact> artifacts) throws OutsideFailure, InterruptedException {
        if (signer.isEmpty()) {
            return new Result.Signed(artifacts);
        }
        List<Artifact> others = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            if (artifact.kind().isPackage()) {
                Path file = file(artifact);
                if (!signer.get().hasSigned(file)) {
                    others.add(artifact);
                    files.add(file);
                }
            }
        }
        if (others.isEmpty()) {
            return new Result.Signed(artifacts);
        }
        try (SignedRpms copies = SignedRpms.make(work, signer.get())) {
            return switch (copies.sign(
                    files, others.stream().map(Artifact::file).toList())) {
                case Attempt.Done<List<Path>>(List<Path> signed) ->
                    new Result.Signed(replaced(artifacts, others, signed));
                case Attempt.Stopped<List<Path>>(Verdict verdict) -> new Result.Refused(verdict);
            };
        }
    }

    private List<Artifact> replaced(List<Artifact> artifacts, List<Artifact> others, List<Path> signed)
            throws OutsideFailure {
        List<Artifact> all = new ArrayList<>(artifacts);
        for (int i = 0; i < others.size(); i++) {
            Artifact old = others.get(i);
            all.set(all.indexOf(old), Stored.file(store, old.kind(), signed.get(i), old.file()));
        }
        return all;
    }

    private Path file(Artifact artifact) throws OutsideFailure {
        return store.find(artifact.sha256())
                .orElseThrow(() -> new OutsideFailure(
                        artifact.file() + " is not in the store any more: " + artifact.sha256(), true));
    }
}
