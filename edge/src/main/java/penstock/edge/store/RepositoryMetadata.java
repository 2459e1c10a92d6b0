package penstock.edge.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import penstock.engine.port.OutsideFailure;

/** Makes the {@code repodata} that dnf and yum read. */
public interface RepositoryMetadata {
    /**
     * Writes {@code repodata} of all RPMs that lie in a folder.
     *
     * @param revised the repository's revision and the time of its files
     * @return one a package that the metadata lists
     */
    List<Listed> write(Path folder, Instant revised) throws OutsideFailure, InterruptedException;

    /**
     * @param nevra {@code name-epoch:version-release.arch} as the RPM itself says
     * @param nvra the same without the epoch: the file name that rpm gives, without {@code .rpm}
     * @param file as it lies in the folder
     * @param sha256 of the file
     */
    record Listed(String nevra, String nvra, String file, String sha256) {}
}
