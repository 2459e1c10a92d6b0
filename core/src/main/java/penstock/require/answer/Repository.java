package penstock.require.answer;

import java.util.List;

/**
 * A repository that a target's builds see.
 *
 * @param name of the label ({@code consistent}), or of the repository
 * @param label whether it is one of the line's own, of which a build sees one; what is not is a dependency repository, which every build
 *     sees
 */
public record Repository(String name, boolean label, List<Packaged> packages) {
    public Repository {
        packages = List.copyOf(packages);
    }
}
