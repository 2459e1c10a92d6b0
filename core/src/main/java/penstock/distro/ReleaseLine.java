package penstock.distro;

import java.util.List;
import java.util.function.Predicate;
import penstock.problem.Spelling;

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
     * The packages that people may mean by a name. An RPM's name or a project's name is unique and wins; a repository's name can be that of
     * several packages. Empty when there is none.
     */
    public List<Package> find(String called) {
        for (Predicate<Package> exact : List.<Predicate<Package>>of(
                p -> p.name().equals(called), p -> p.project().equals(called))) {
            List<Package> found = packages.stream().filter(exact).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return packages.stream().filter(p -> p.isCalled(called)).toList();
    }

    /** What to tell someone whose name {@link #find} does not know: {@code did you mean python-oslo-config?}, or empty. */
    public String hint(String called) {
        return Spelling.hint(
                called,
                packages.stream()
                        .flatMap(p -> List.of(p.project(), p.name(), p.source().repositoryName()).stream())
                        .distinct()
                        .toList());
    }

    /** The line with only some of its packages. */
    public ReleaseLine cutTo(Predicate<Package> kept) {
        return new ReleaseLine(
                name, release, status, repos, packages.stream().filter(kept).toList());
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
