package penstock.engine.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import penstock.build.Artifact;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** Hands files over to the store. */
final class Stored {
    private Stored() {}

    static Artifact file(ArtifactStore store, Artifact.Kind kind, Path file, String name) throws OutsideFailure {
        try {
            long size = Files.size(file);
            return new Artifact(kind, name, store.add(file), size);
        } catch (IOException e) {
            throw new OutsideFailure("can't read " + file + ": " + e.getMessage(), true, e);
        }
    }

    /** Removes a file that the store has, in case it kept a copy instead of the file. */
    static void discard(Path file) throws OutsideFailure {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutsideFailure("can't remove " + file + ": " + e.getMessage(), true, e);
        }
    }
}
