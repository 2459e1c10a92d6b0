package penstock.require.answer;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.distro.Package;

/**
 * What a requirement is called in the distribution.
 *
 * @param rpm the package's name, for Python 3: {@code python3-oslo-config}
 * @param by how that is known
 * @param aliases names that specs may use for it instead, {@code rpm} included
 * @param ours the package of the distribution that makes it; empty when the distribution takes it from elsewhere
 */
public record Named(String rpm, By by, SortedSet<String> aliases, Optional<Package> ours) {
    public Named {
        aliases = Collections.unmodifiableSortedSet(new TreeSet<>(aliases));
    }

    /** How a name was found, the surest first. */
    public enum By {
        /** A package provides {@code python3dist(x)}. */
        PROVIDES,
        /** The distribution builds the project under this name. */
        DISTROINFO,
        /** The configured table says so. */
        TABLE,
        /** Nobody says so: it is how such packages are named. */
        CONVENTION
    }
}
