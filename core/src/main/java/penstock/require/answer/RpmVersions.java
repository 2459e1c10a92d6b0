package penstock.require.answer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import penstock.require.python.PythonVersion;
import penstock.require.python.Specifier;
import penstock.require.python.SpecifierSet;

/**
 * PEP 440 in rpm's terms, as rpm's generator for Python ({@code pythondistdeps.py} of 4.18) writes it: {@code 1.0rc1} is {@code 1~rc1},
 * {@code 1.0.dev5} is {@code 1~~dev5}, {@code 1.0.post1} is {@code 1^post1}; trailing zeros fall away, since the provided version has
 * none either.
 */
public final class RpmVersions {
    private RpmVersions() {}

    /** As the generator provides it. */
    public static String generated(PythonVersion version) {
        return text(version, version.release(), true);
    }

    /** As people write it in a spec beside a package's name: zeros are kept, as the package's own version has them. */
    static String written(PythonVersion version) {
        return text(version, version.release(), false);
    }

    private static String text(PythonVersion version, List<BigInteger> release, boolean shorten) {
        int size = release.size();
        while (shorten && size > 1 && release.get(size - 1).signum() == 0) {
            size--;
        }
        String numbers =
                release.subList(0, size).stream().map(BigInteger::toString).collect(Collectors.joining("."));
        String epoch = version.epoch().signum() == 0 ? "" : version.epoch() + ":";
        String suffix = version.pre()
                .map(pre -> "~" + pre)
                .or(() -> version.dev().map(number -> "~~dev" + number))
                .or(() -> version.post().map(number -> "^post" + number))
                .orElse("");
        return epoch + numbers + suffix;
    }

    /** The Python version that a text of rpm's stands for: of {@code 1~rc1}, {@code 9.2.1}; empty where it is none. */
    static Optional<PythonVersion> python(String rpm) {
        String text = rpm.replace("~~dev", ".dev").replace("^post", ".post").replace("~", "");
        int colon = text.indexOf(':');
        return PythonVersion.read(colon < 0 ? text : text.substring(0, colon) + "!" + text.substring(colon + 1))
                .value();
    }

    /**
     * The generator's requirement for these clauses: {@code python3dist(a) >= 1}, or a rich one where one comparison can't say it.
     *
     * @param name {@code python3dist(a)}
     */
    public static String requirement(String name, SpecifierSet specifiers) {
        List<String> parts = specifiers.specifiers().stream()
                .map(clause -> clause(name, clause))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return parts.isEmpty() ? name : parts.size() == 1 ? parts.getFirst() : "(" + String.join(" with ", parts) + ")";
    }

    /** Empty where the clause has no version by PEP 440. */
    private static Optional<String> clause(String name, Specifier clause) {
        boolean prefix = clause.version().endsWith(".*");
        String plain = prefix ? clause.version().substring(0, clause.version().length() - 2) : clause.version();
        return clause.parsed().or(() -> PythonVersion.read(plain).value()).map(version -> switch (clause.operator()) {
            case AT_LEAST, AT_MOST, LESS, GREATER ->
                name + " " + clause.operator().sign() + " " + generated(version);
            case EQUAL -> prefix ? between(name, version, version.release().size()) : name + " = " + generated(version);
            case ARBITRARY -> name + " = " + generated(version);
            case COMPATIBLE -> between(name, version, version.release().size() - 1);
            case NOT_EQUAL ->
                "(" + name + " < " + generated(version) + " or " + name + " > "
                        + (prefix ? after(version, version.release().size()) : generated(version)) + ")";
        });
    }

    private static String between(String name, PythonVersion version, int count) {
        return "(" + name + " >= " + generated(version) + " with " + name + " < " + after(version, count) + ")";
    }

    private static String after(PythonVersion version, int count) {
        List<BigInteger> release = new ArrayList<>(version.release().subList(0, count));
        release.set(count - 1, release.getLast().add(BigInteger.ONE));
        PythonVersion plain = version.baseVersion();
        return text(plain, release, true);
    }
}
