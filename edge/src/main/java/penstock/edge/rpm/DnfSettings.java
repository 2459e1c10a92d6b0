package penstock.edge.rpm;

import java.net.URI;
import java.util.List;

/**
 * What a dnf root is made from.
 *
 * @param release what {@code $releasever} is
 * @param repositories base URLs (http, https, file), the preferred first; {@code $releasever} and {@code $basearch} are filled in
 * @param packages what the build root has beyond what every build root has: names, or what packages provide
 * @param dist what {@code %dist} is; empty for what the distribution's own packages say
 */
public record DnfSettings(String release, List<String> repositories, List<String> packages, String dist) {
    public DnfSettings {
        repositories = List.copyOf(repositories);
        packages = List.copyOf(packages);
        if (!release.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,30}")) {
            throw new IllegalArgumentException("not a release: " + release);
        }
        if (!dist.matches("[.A-Za-z0-9_+~^]{0,30}")) {
            throw new IllegalArgumentException("not a dist tag: " + dist);
        }
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException("a dnf root needs repositories");
        }
    }

    /** The repositories' addresses, each with a slash at its end. */
    List<URI> bases() {
        return repositories.stream()
                .map(url -> url.replace("$releasever", release).replace("$basearch", basearch()))
                .map(url -> URI.create(url.endsWith("/") ? url : url + "/"))
                .toList();
    }

    /** The machine's architecture in dnf's words. */
    private static String basearch() {
        var arch = System.getProperty("os.arch");
        return arch.equals("amd64") ? "x86_64" : arch;
    }
}
