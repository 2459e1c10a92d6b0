package penstock.engine.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.build.SpecFacts;
import penstock.engine.port.OutsideFailure;

/**
 * An ephemeral root in which the rpm steps of one build run, all of them inside the sandbox (a spec's macros are untrusted code
 * like the rest). What the tools print goes to the build's log. An ending of {@code Failed} is the package's doing;
 * an {@link OutsideFailure} is not.
 */
public interface Workbench extends AutoCloseable {
    /** The spec with all macros expanded ({@code rpmspec -P}); {@code sources} holds the spec and what it refers to. */
    Ran<String> expand(Path sources, String spec) throws OutsideFailure, InterruptedException;

    /** What rpm itself says of a spec, without building. */
    Ran<SpecFacts> query(Path sources, String spec) throws OutsideFailure, InterruptedException;

    /** Makes the source RPM; the file is valid until this is closed. */
    Ran<Path> sourceRpm(Path sources, String spec) throws OutsideFailure, InterruptedException;

    /**
     * Resolves requirements against the line's repository and the target ({@code best=1}), downloads outside, installs inside.
     *
     * @return every RPM that the root has now beyond the target's own, with its digest; only {@code require}, {@code resolve} and
     *     {@code installFresh} end in {@code Unresolved}
     */
    Ran<List<InstalledRpm>> require(List<String> requirements) throws OutsideFailure, InterruptedException;

    /** Resolves only: the RPMs that {@link #require} would install now. */
    Ran<List<InstalledRpm>> resolve(List<String> requirements) throws OutsideFailure, InterruptedException;

    /**
     * What the line's repository and the target have under a capability's name, whatever the version; asked after
     * {@link #require} failed, to tell what is too old from what is not there. Nothing is installed, nothing fails when there
     * is none.
     *
     * @param capability a name without a version: {@code python3dist(wrapt)}
     * @return each provide with its version, and who has it: {@code python3dist(wrapt) = 1.15.0 (python3-wrapt-1.15.0-3.noarch)}
     */
    List<String> onOffer(String capability) throws OutsideFailure, InterruptedException;

    /** Rebuilds the source RPM with what is installed. */
    Rebuilt rebuild(Path sourceRpm) throws OutsideFailure, InterruptedException;

    /** Installs RPMs with their requirements into a fresh root, scriptlets included. The last step: the build's own root is gone then. */
    Ran<List<InstalledRpm>> installFresh(List<Path> rpms) throws OutsideFailure, InterruptedException;

    @Override
    void close() throws OutsideFailure;

    sealed interface Ran<T> {
        record Done<T>(T value) implements Ran<T> {}

        /** The resolver found no way; every requirement that nothing usable provides, the log has the resolver's own words. */
        record Unresolved<T>(List<Missing> missing) implements Ran<T> {
            public Unresolved {
                missing = List.copyOf(missing);
            }
        }

        /** Ended with an error; {@code limit} when one was hit, in words with its value. */
        record Failed<T>(int exitCode, Optional<String> limit) implements Ran<T> {}
    }

    sealed interface Rebuilt {
        /** Packages were written. */
        record Built(List<Path> rpms) implements Rebuilt {}

        /** {@code %generate_buildrequires} asked for more (rpmbuild's exit status 11): all that is required now. */
        record NeedsMore(List<String> requirements) implements Rebuilt {}

        record Failed(int exitCode, Optional<String> limit) implements Rebuilt {}
    }

    /**
     * A requirement that is not met.
     *
     * @param requirement as written, {@code python3dist(wrapt) >= 2.1}
     * @param wantedBy the package that requires it; empty when it was asked for itself
     * @param onOffer what provides the same name at other versions, as {@link #onOffer} says it; empty when nothing does
     */
    record Missing(String requirement, String wantedBy, List<String> onOffer) {
        public Missing {
            onOffer = List.copyOf(onOffer);
        }
    }

    /** {@code nevra} as rpm prints it, {@code sha256} of the RPM file. */
    record InstalledRpm(String nevra, String sha256) {}
}
