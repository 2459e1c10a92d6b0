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
     * What is followed in a repository.
     *
     * @param url as the distribution gives it, before any rewriting
     * @param ref a branch, or for a pin a tag or full commit id
     * @param pinned whether {@code ref} is a pin ({@code source-branch} of a tag), which is not expected to move
     */
    public record Source(String url, String ref, boolean pinned) {}
}
