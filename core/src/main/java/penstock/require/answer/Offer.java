package penstock.require.answer;

import java.util.Optional;
import penstock.require.python.PythonVersion;
import penstock.version.Evr;

/**
 * Somebody who provides what is asked for.
 *
 * @param repository where
 * @param label whether that is one of the line's labels
 * @param provider which package
 * @param provided the version that its {@code Provides} names; the package's own where that names none
 */
public record Offer(String repository, boolean label, Packaged provider, Evr provided) {
    /** In Python's terms; empty when it is none. */
    public Optional<PythonVersion> version() {
        Evr evr = provided;
        return RpmVersions.python(evr.version());
    }

    /** {@code 9.2.1 in consistent (python3-oslo-config)}. */
    @Override
    public String toString() {
        return provided.version() + " in " + repository + " (" + provider.name() + ")";
    }
}
