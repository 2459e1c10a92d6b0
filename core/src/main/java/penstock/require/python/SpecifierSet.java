package penstock.require.python;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clauses of PEP 440 that all must hold, such as {@code !=1.5,>=1.2}. Order and repetition do not count: sets of equal clauses are equal.
 *
 * @param specifiers without equal ones, in the order of their texts
 */
public record SpecifierSet(List<Specifier> specifiers) {
    private static final Comparator<Specifier> BY_TEXT = (a, b) -> PythonText.compare(a.toString(), b.toString());

    /** Holds for every version that is no pre-release. */
    public static final SpecifierSet ANY = new SpecifierSet(List.of());

    /** Of equal clauses the first is kept, as in a Python set. */
    public SpecifierSet {
        specifiers = specifiers.size() < 2
                ? List.copyOf(specifiers)
                : new LinkedHashSet<>(specifiers).stream().sorted(BY_TEXT).toList();
    }

    /** Reads clauses separated by commas; empty ones between commas are passed over, and an empty text is {@link #ANY}. */
    public static Reading<SpecifierSet> read(String text) {
        return TextScan.read(text, scan -> whole(text, 0));
    }

    /** @param before how many characters stand before the text in what is read */
    static SpecifierSet whole(String text, int before) {
        List<Specifier> clauses = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            String clause = text.substring(from, to);
            if (!PythonText.strip(clause).isEmpty()) {
                clauses.add(clause(clause, before + from));
            }
            from = to + 1;
        }
        return clauses.isEmpty() ? ANY : new SpecifierSet(clauses);
    }

    private static Specifier clause(String text, int before) {
        try {
            return Specifier.whole(new TextScan(text));
        } catch (TextRefused e) {
            throw new TextRefused(e.getMessage(), before + e.column());
        }
    }

    /** Whether one of the clauses asks for a pre-release. */
    public boolean admitsPrereleases() {
        return specifiers.stream().anyMatch(Specifier::admitsPrereleases);
    }

    /** Whether a version fulfils all clauses; a pre-release does so only when {@link #admitsPrereleases}. */
    public boolean contains(PythonVersion candidate) {
        return contains(candidate, admitsPrereleases());
    }

    /** Whether a version fulfils all clauses, where it is known whether a pre-release may. */
    public boolean contains(PythonVersion candidate, boolean prereleases) {
        return (prereleases || !candidate.isPrerelease())
                && specifiers.stream().allMatch(clause -> clause.contains(candidate, prereleases));
    }

    public boolean isEmpty() {
        return specifiers.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpecifierSet set && Set.copyOf(specifiers).equals(Set.copyOf(set.specifiers));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(specifiers).hashCode();
    }

    /** The clauses as written, in the order of their texts, with commas between. */
    @Override
    public String toString() {
        return specifiers.stream().map(Specifier::toString).collect(Collectors.joining(","));
    }
}
