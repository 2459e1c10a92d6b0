package penstock.engine.publish;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.puppet.ModuleRelease;

/** The archives of Puppet modules that snapshots and labels have. */
public interface PublishedModules {
    /**
     * @param folder of a snapshot or label below what is published, such as {@code el9s-mill/current}; where components are joined, of all of
     *     them
     * @return by name; empty when there is no such folder
     */
    Optional<List<ModuleRelease>> of(String folder) throws OutsideFailure;

    /** The file of one of them. */
    Optional<Path> file(String folder, String name) throws OutsideFailure;
}
