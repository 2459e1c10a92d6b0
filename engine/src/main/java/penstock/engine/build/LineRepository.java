package penstock.engine.build;

import java.nio.file.Path;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** Where a build finds the packages that its own line has published already. */
public interface LineRepository {
    /** The folder of the line's newest published snapshot, with its {@code repodata}; empty when there is none yet. */
    Optional<Path> newest(String line) throws OutsideFailure;
}
