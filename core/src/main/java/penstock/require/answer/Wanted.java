package penstock.require.answer;

import java.util.Optional;
import penstock.require.Bound;
import penstock.require.Bounds;
import penstock.require.OnPython;
import penstock.require.Requirement;
import penstock.require.python.PythonVersion;
import penstock.require.python.SpecifierSet;
import penstock.version.Evr;

/**
 * The versions that upstream takes, to be compared with and written as a spec's bounds.
 *
 * @param epoch of the package; empty when it has none or it is not known
 * @param dist whether versions are written as the generator does; beside a package's name they keep their zeros, as packages do
 */
record Wanted(Requirement requirement, Bounds bounds, String epoch, boolean dist) {
    static Wanted of(Requirement requirement, String epoch) {
        return new Wanted(requirement, requirement.bounds(), epoch, false);
    }

    Wanted withEpoch(String other) {
        return new Wanted(requirement, bounds, other, dist);
    }

    /** To be written beside {@code python3dist(x)}: as the generator provides it, without an epoch of rpm's. */
    Wanted besideDist() {
        return new Wanted(requirement, bounds, "", true);
    }

    boolean hasLower() {
        return bounds.lower().isPresent();
    }

    /** Beside a package's name: {@code  >= 2:5.2.0}, with a space before; {@code  = 1.0} for a pin; empty for any version. */
    String lowerText() {
        return bounds.lower()
                .map(bound -> " " + (bounds.lower().equals(bounds.upper()) ? "=" : bound.inclusive() ? ">=" : ">") + " "
                        + evr(bound))
                .orElse("");
    }

    /** {@code  < 3}; empty when there is no upper end, or the lower end says it already. */
    String upperText() {
        return bounds.lower().equals(bounds.upper())
                ? ""
                : bounds.upper()
                        .map(bound -> " " + (bound.inclusive() ? "<=" : "<") + " " + evr(bound))
                        .orElse("");
    }

    String evr(Bound bound) {
        String version = rpm(bound);
        return (epoch.isEmpty() || version.indexOf(':') > 0 ? "" : epoch + ":") + version;
    }

    private String rpm(Bound bound) {
        return requirement instanceof OnPython
                ? PythonVersion.read(bound.version())
                        .value()
                        .map(version -> dist ? RpmVersions.generated(version) : RpmVersions.written(version))
                        .orElse(bound.version())
                : bound.version();
    }

    /** The clauses; none for what is not Python. */
    SpecifierSet specifiers() {
        return requirement instanceof OnPython python ? python.requirement().specifiers() : SpecifierSet.ANY;
    }

    /** Whether a version that a spec names is at least the lowest that upstream takes. Where there are macros in it, nobody knows: yes. */
    boolean reaches(String statedEvr) {
        return bounds.lower().isEmpty()
                || statedEvr.indexOf('%') >= 0
                || compare(statedEvr, bounds.lower().get()) >= 0;
    }

    /** A spec's version with a bound of upstream's; epochs are rpm's and not compared, but where upstream's version has one too. */
    int compare(String statedEvr, Bound bound) {
        boolean epochs = bound.version().indexOf('!') > 0;
        String version = epochs ? statedEvr : Evr.parse(statedEvr).version();
        Optional<PythonVersion> stated = RpmVersions.python(version);
        Optional<PythonVersion> wanted = PythonVersion.read(bound.version()).value();
        return stated.isPresent() && wanted.isPresent()
                ? stated.get().compareTo(wanted.get())
                : Evr.compareVersions(version, rpm(bound));
    }

    /** Whether a provided version will do. One that has no place in the ecosystem's order is compared as rpm does. */
    boolean takes(Offer offer) {
        Optional<PythonVersion> version = offer.version();
        if (requirement instanceof OnPython && version.isPresent()) {
            return specifiers().contains(version.get(), true);
        }
        return !below(offer) && !above(offer);
    }

    /** Whether a provided version is older than all that will do. */
    boolean below(Offer offer) {
        return bounds.lower()
                .map(bound -> compare(offer.provided().version(), bound) < (bound.inclusive() ? 0 : 1))
                .orElse(false);
    }

    private boolean above(Offer offer) {
        return bounds.upper()
                .map(bound -> compare(offer.provided().version(), bound) > (bound.inclusive() ? 0 : -1))
                .orElse(false);
    }
}
