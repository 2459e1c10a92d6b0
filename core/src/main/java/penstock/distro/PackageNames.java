package penstock.distro;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds packages by any of the names that people know them by: rdoinfo's project, the RPM's name, the upstream or the packaging
 * repository's last part (with or without {@code .git}).
 */
public final class PackageNames {
    private static final List<Function<Package, String>> NAMES = List.of(
            Package::project,
            Package::name,
            pkg -> lastPart(pkg.source().url()),
            pkg -> lastPart(pkg.distgit().url()));

    private PackageNames() {}

    /**
     * The packages of that name. A project's name counts before an RPM's, that before an upstream repository's, that before a packaging
     * repository's; several packages can come from one repository.
     */
    public static List<Package> find(List<Package> packages, String name) {
        for (Function<Package, String> kind : NAMES) {
            List<Package> found = packages.stream()
                    .filter(pkg -> kind.apply(pkg).equals(name))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Every name that {@link #find} answers to. */
    public static Stream<String> of(Package pkg) {
        return NAMES.stream().map(kind -> kind.apply(pkg)).distinct();
    }

    private static String lastPart(String url) {
        String path = url.replaceFirst("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.git$", "");
    }
}
