package penstock.require;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import penstock.require.python.Marker;
import penstock.require.python.PythonName;
import penstock.require.python.PythonRequirement;
import penstock.require.python.PythonVersion;
import penstock.require.python.Specifier;
import penstock.require.python.Specifier.Operator;

/** A Python distribution: {@code python3dist(name)}, with extras {@code python3dist(name[extra])}. */
public record OnPython(PythonRequirement requirement) implements Requirement {
    /** Lowest version first, then the highest, then the holes, as people write them. */
    private static final List<Operator> ORDER = List.of(
            Operator.ARBITRARY,
            Operator.EQUAL,
            Operator.COMPATIBLE,
            Operator.AT_LEAST,
            Operator.GREATER,
            Operator.LESS,
            Operator.AT_MOST,
            Operator.NOT_EQUAL);

    @Override
    public Ecosystem ecosystem() {
        return Ecosystem.PYTHON;
    }

    @Override
    public String name() {
        return requirement.name().normalised();
    }

    @Override
    public SortedSet<String> extras() {
        return requirement.extras().stream().map(PythonName::normalised).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String condition() {
        return requirement.marker().map(Marker::toString).orElse("");
    }

    @Override
    public String source() {
        return requirement.url().orElse("");
    }

    @Override
    public Bounds bounds() {
        return SpecifierBounds.of(requirement.specifiers());
    }

    /** PEP 440's order; what is no version (after {@code ===}) by its text. */
    @Override
    public int compareVersions(String a, String b) {
        Optional<PythonVersion> left = PythonVersion.read(a).value();
        Optional<PythonVersion> right = PythonVersion.read(b).value();
        return left.isPresent() && right.isPresent() ? left.get().compareTo(right.get()) : a.compareTo(b);
    }

    @Override
    public String written() {
        String extras = extras().isEmpty() ? "" : "[" + String.join(",", extras()) + "]";
        String clauses = requirement.specifiers().specifiers().stream()
                .sorted(Comparator.comparingInt(clause -> ORDER.indexOf(clause.operator())))
                .map(Specifier::toString)
                .collect(Collectors.joining(","));
        return name()
                + extras
                + clauses
                + requirement.url().map(url -> " @ " + url).orElse("")
                + (condition().isEmpty() ? "" : "; " + condition());
    }
}
