package penstock.require;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import penstock.require.python.PythonVersion;
import penstock.require.python.Specifier;
import penstock.require.python.SpecifierSet;

/** The range that specifiers of PEP 440 leave: {@code ~=1.4.2} is {@code >=1.4.2,<1.5}, {@code ==1.*} is {@code >=1,<2}. */
final class SpecifierBounds {
    private @Nullable End lower;
    private @Nullable End upper;
    private final TreeSet<String> excluded = new TreeSet<>();
    private final List<String> arbitrary = new ArrayList<>();

    private SpecifierBounds() {}

    private record End(PythonVersion version, boolean inclusive) {
        Bound bound() {
            return new Bound(version.toString(), inclusive);
        }
    }

    static Bounds of(SpecifierSet specifiers) {
        SpecifierBounds bounds = new SpecifierBounds();
        specifiers.specifiers().forEach(bounds::clause);
        return new Bounds(
                Optional.ofNullable(bounds.lower).map(End::bound),
                Optional.ofNullable(bounds.upper).map(End::bound),
                bounds.excluded,
                String.join(",", bounds.arbitrary));
    }

    private void clause(Specifier clause) {
        boolean prefix = clause.parsed().isEmpty() && clause.version().endsWith(".*");
        String plain = prefix ? clause.version().substring(0, clause.version().length() - 2) : clause.version();
        Optional<PythonVersion> read =
                clause.parsed().or(() -> PythonVersion.read(plain).value());
        if (read.isEmpty()) {
            arbitrary.add(clause.toString());
            return;
        }
        PythonVersion version = read.get();
        switch (clause.operator()) {
            case AT_LEAST -> atLeast(version, true);
            case GREATER -> atLeast(version, false);
            case AT_MOST -> atMost(version, true);
            case LESS -> atMost(version, false);
            case NOT_EQUAL -> excluded.add(prefix ? plain + ".*" : version.toString());
            case COMPATIBLE -> {
                atLeast(version, true);
                atMost(after(version, version.release().size() - 1), false);
            }
            case EQUAL, ARBITRARY -> {
                atLeast(version, true);
                atMost(prefix ? after(version, version.release().size()) : version, !prefix);
            }
        }
    }

    /** The first release after all that start with so many of its numbers. */
    private static PythonVersion after(PythonVersion version, int count) {
        List<BigInteger> numbers = new ArrayList<>(version.release().subList(0, count));
        numbers.set(count - 1, numbers.getLast().add(BigInteger.ONE));
        String release = numbers.stream().map(BigInteger::toString).collect(Collectors.joining("."));
        String epoch = version.epoch().signum() == 0 ? "" : version.epoch() + "!";
        return PythonVersion.read(epoch + release).value().orElse(version);
    }

    private void atLeast(PythonVersion version, boolean inclusive) {
        int order = lower == null ? 1 : version.compareTo(lower.version());
        if (order > 0 || (order == 0 && !inclusive)) {
            lower = new End(version, inclusive);
        }
    }

    private void atMost(PythonVersion version, boolean inclusive) {
        int order = upper == null ? -1 : version.compareTo(upper.version());
        if (order < 0 || (order == 0 && !inclusive)) {
            upper = new End(version, inclusive);
        }
    }
}
