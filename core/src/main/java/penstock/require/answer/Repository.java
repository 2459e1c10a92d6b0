package penstock.require.answer;

import java.util.List;

/**
 * A repository that a target's builds see.
 *
 * @param name of the label ({@code consistent}), or of the repository
 * @param label whether it is one of the line's own, of which a build sees one; what is not is a dependency repository, which every build
 *     sees
 * @param parts its packages, in as many parts as whoever read them keeps apart
 */
public record Repository(String name, boolean label, List<PackageIndex> parts) {
    public Repository {
        parts = List.copyOf(parts);
    }

    /** With its packages in one part. */
    public static Repository of(String name, boolean label, List<Packaged> packages) {
        return new Repository(name, label, List.of(PackageIndex.of(packages)));
    }
}
