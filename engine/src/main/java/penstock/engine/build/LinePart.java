package penstock.engine.build;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A repository with packages of a line, as a build sees it.
 *
 * @param folder with {@code repodata} and the RPMs
 * @param without names of packages in it that the build does not see
 */
public record LinePart(Path folder, SortedSet<String> without) {
    public LinePart {
        without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
        for (String name : without) {
            if (!name.matches("[A-Za-z0-9_.+~^-]+")) {
                throw new IllegalArgumentException("not the name of a package: '" + name + "'");
            }
        }
    }

    /** All that is in it. */
    public static LinePart whole(Path folder) {
        return new LinePart(folder, new TreeSet<>());
    }
}
