package penstock.distro;

import java.util.List;

/**
 * One distroinfo release with one tag set, the unit that is followed, built and published.
 *
 * @param name the tag set's name, unique in the distribution ({@code flamingo-uc})
 * @param release the release's name ({@code flamingo})
 * @param status {@code development}, {@code maintained}, ... as written
 * @param repos the targets' names in the distribution's words ({@code el9s}), with the repositories that dependencies come from
 * @param packages in the distribution's order
 */
public record ReleaseLine(String name, String release, String status, List<TargetRepo> repos, List<Package> packages) {
    public ReleaseLine {
        repos = List.copyOf(repos);
        packages = List.copyOf(packages);
    }

    /**
     * @param name {@code el9s}
     * @param dependencies where dependencies come from that the line does not build
     */
    public record TargetRepo(String name, List<DistRepo> dependencies) {
        public TargetRepo {
            dependencies = List.copyOf(dependencies);
        }
    }

    /** A dependency repository; {@code url} is empty where the distribution gives none. */
    public record DistRepo(String name, String url) {}
}
