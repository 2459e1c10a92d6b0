package penstock.config;

import java.util.List;
import java.util.Map;

/** What packages are built for. */
public sealed interface TargetConfig {
    /**
     * Dependencies' names where the built-in rule has no or another answer: what a spec requires ({@code python3dist(wrapt)}) to the
     * target's own package; an empty text says that nothing is needed.
     */
    Map<String, String> overrides();

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
     * A root that dnf installs once.
     *
     * @param release what {@code $releasever} is
     * @param repositories URLs; empty for those of the line's distribution repositories
     * @param packages packages or groups in the root beyond those that every build needs
     * @param dist what {@code %dist} is; empty for what the root's own packages say
     */
    record DnfRoot(
            String release,
            List<String> repositories,
            List<String> packages,
            String dist,
            Map<String, String> overrides)
            implements TargetConfig {
        public DnfRoot {
            repositories = List.copyOf(repositories);
            packages = List.copyOf(packages);
            overrides = Map.copyOf(overrides);
        }
    }

    /** A root that is there already. */
    record Directory(String path, String dist, Map<String, String> overrides) implements TargetConfig {
        public Directory {
            overrides = Map.copyOf(overrides);
        }
    }

    /** The userland of the machine that Penstock runs on, read-only. */
    record Host(String dist, Map<String, String> overrides) implements TargetConfig {
        public Host {
            overrides = Map.copyOf(overrides);
        }
    }
}
