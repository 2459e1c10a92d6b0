package penstock.config;

import java.util.List;
import java.util.Map;

/** What packages are built for. */
public sealed interface TargetConfig {
    /** The kind's name in the configuration. */
    default String kind() {
        return switch (this) {
            case DebianRoot ignored -> "debian-root";
            case DnfRoot ignored -> "dnf-root";
            case Directory ignored -> "directory";
            case Host ignored -> "host";
        };
    }

    /**
     * A Debian root, made once by mmdebstrap.
     *
     * @param suite {@code trixie}
     * @param mirrors URLs or lines of a {@code sources.list}; empty for Debian's own
     * @param packages Debian packages in the root beyond those that every build needs
     * @param dist what {@code %dist} is
     * @param overrides dependencies' names where the built-in rule has no or another answer: what a spec requires
     *     ({@code python3dist(wrapt)}) to the target's own package; an empty text says that nothing is needed
     */
    record DebianRoot(
            String suite, List<String> mirrors, List<String> packages, String dist, Map<String, String> overrides)
            implements TargetConfig {
        public DebianRoot {
            mirrors = List.copyOf(mirrors);
            packages = List.copyOf(packages);
            overrides = Map.copyOf(overrides);
        }
    }

    /**
     * A root that is installed once from the RPMs of a distribution.
     *
     * @param release what {@code $releasever} is
     * @param repositories base URLs, at least one, the preferred first
     * @param packages packages in the root beyond those that every build needs
     * @param dist what {@code %dist} is; empty for what the root's own packages say
     */
    record DnfRoot(String release, List<String> repositories, List<String> packages, String dist)
            implements TargetConfig {
        public DnfRoot {
            repositories = List.copyOf(repositories);
            packages = List.copyOf(packages);
        }
    }

    /**
     * The userland of the machine itself; needs root.
     *
     * @param dist what {@code %dist} is; empty for what the machine says
     */
    record Host(String dist) implements TargetConfig {}

    /** A root that is there already; it says all by itself. */
    record Directory(String path) implements TargetConfig {}
}
