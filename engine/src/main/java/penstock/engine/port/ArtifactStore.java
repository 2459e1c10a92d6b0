package penstock.engine.port;

import java.nio.file.Path;
import java.util.Optional;

/** Files kept by the digest of their content, written once, never changed. Every call may be repeated. */
public interface ArtifactStore {
    /** Takes a file over (it may be moved away) and makes it durable. Returns its SHA-256 in 64 hex digits. */
    String add(Path file) throws OutsideFailure;

    /** Where a kept file can be read; empty when it is not here. */
    Optional<Path> find(String sha256) throws OutsideFailure;

    /** As {@link #find}, but reads the content first: a file that no longer has its digest is put aside and not here. */
    Optional<Path> findVerified(String sha256) throws OutsideFailure;
}
