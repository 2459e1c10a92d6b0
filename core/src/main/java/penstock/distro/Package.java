package penstock.distro;

import java.util.List;

/**
 * One package of a release line, with everything that defaults, templates and per-tag overrides contribute already applied.
 *
 * @param project rdoinfo's project name, unique in the distribution ({@code oslo-config})
 * @param name the RPM's source package name ({@code python-oslo-config})
 * @param component the component, or empty when the distribution has none for it
 * @param source the upstream repository and the branch that is followed
 * @param distgit the packaging repository and the branch that is followed
 * @param maintainers mail addresses, in the order given
 */
public record Package(
        String project, String name, String component, Source source, Source distgit, List<String> maintainers) {
    public Package {
        maintainers = List.copyOf(maintainers);
    }

    /**
     * Whether people may mean this package by a name: the project, the RPM, the upstream or packaging repository by its URL, by its
     * last segment ({@code oslo.config}) or its last two ({@code openstack/oslo.config}).
     */
    public boolean isCalled(String called) {
        return called.equals(project) || called.equals(name) || source.isCalled(called) || distgit.isCalled(called);
    }

    /** Whether the same is followed of both. */
    public boolean sameRepositories(Package other) {
        return source.equals(other.source) && distgit.equals(other.distgit);
    }

    /**
     * What is followed in a repository.
     *
     * @param url as the distribution gives it, before any rewriting
     * @param ref a branch, or for a pin a tag or full commit id
     * @param pinned whether {@code ref} is a pin ({@code source-branch} of a tag), which is not expected to move
     */
    public record Source(String url, String ref, boolean pinned) {
        /** The last segment of the URL, without {@code .git}. */
        public String repositoryName() {
            String path = path();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private boolean isCalled(String called) {
            String path = path();
            return called.equals(url)
                    || called.equals(repositoryName())
                    || (called.indexOf('/') > 0 && path.endsWith("/" + called));
        }

        private String path() {
            String path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            path = path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
            return path.replace(':', '/');
        }
    }
}
