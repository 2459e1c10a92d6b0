package penstock.build;

import java.util.List;

/**
 * What rpm says of a spec, its macros expanded; all packages of the spec together.
 *
 * @param name the source package's name
 * @param buildRequires the static build requirements, each as rpm prints it ({@code stevedore >= 5.6})
 * @param provides of the binary packages, their own names included; only the static ones, generators have not run
 * @param requires of the binary packages, static ones
 * @param knowsBootstrap whether the text mentions {@code repo_bootstrap}
 */
public record SpecFacts(
        String name, List<String> buildRequires, List<String> provides, List<String> requires, boolean knowsBootstrap) {
    public SpecFacts {
        buildRequires = List.copyOf(buildRequires);
        provides = List.copyOf(provides);
        requires = List.copyOf(requires);
    }
}
