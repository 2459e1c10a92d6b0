package penstock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.build.BuildOptions;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.trial.DependentTrial;
import penstock.engine.trial.PatchTrial;

/** Builds that are tried out beside the factory of a data folder, whoever owns it: of that, nothing changes. */
public interface Trials extends AutoCloseable {
    /**
     * Brings the local copies of a package's repositories up to date, unless somebody owns the data folder, who does that.
     *
     * @param told why it could not be done, if so
     */
    void look(Package pkg, Consumer<String> told) throws OutsideFailure;

    PatchTrial patches();

    DependentTrial dependents();

    /** As the factory's builds are made. */
    BuildOptions usual();

    /** How many builds the factory would run at the same time. */
    int workers();

    /** The file with the log of a build that was tried out. */
    Optional<Path> log(String build);

    /** Removes what was built; logs stay for some days. */
    @Override
    void close() throws OutsideFailure;
}
