package penstock.edge.rpm;

import java.util.List;
import java.util.Map;

/**
 * What a Debian target is made from.
 *
 * @param suite {@code trixie} or newer for OpenStack's master, whose build backend wants setuptools 77
 * @param mirrors lines of a {@code sources.list}, or URLs; empty for the tools' own choice
 * @param packages Debian packages that the build root has beyond what every build root has
 * @param dist what {@code %dist} is
 * @param overrides what a spec requires, without a version, to the Debian package that has it, where table and rules are wrong
 */
public record DebianSettings(
        String suite, List<String> mirrors, List<String> packages, String dist, Map<String, String> overrides) {
    public static final DebianSettings TRIXIE = new DebianSettings("trixie", List.of(), List.of(), ".deb13", Map.of());

    public DebianSettings {
        mirrors = List.copyOf(mirrors);
        packages = List.copyOf(packages);
        overrides = Map.copyOf(overrides);
        if (!suite.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException("not the name of a Debian suite: " + suite);
        }
        if (!dist.matches("[.A-Za-z0-9_+~^]{0,30}")) {
            throw new IllegalArgumentException("not a dist tag: " + dist);
        }
        for (var name : packages) {
            if (!name.matches("[a-z0-9][a-z0-9+.-]+")) {
                throw new IllegalArgumentException("not the name of a Debian package: " + name);
            }
        }
    }
}
