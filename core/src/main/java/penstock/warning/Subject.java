package penstock.warning;

import java.util.Comparator;
import penstock.require.Declared;
import penstock.require.Ecosystem;

/**
 * What a warning is about: something that a package requires, at run time, for tests or otherwise.
 *
 * @param name normalised
 */
public record Subject(Ecosystem ecosystem, String name) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
            Comparator.comparing(Subject::ecosystem).thenComparing(Subject::name);

    public static Subject of(Declared declared) {
        return new Subject(declared.ecosystem(), declared.name());
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
