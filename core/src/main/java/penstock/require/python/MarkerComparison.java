package penstock.require.python;

import java.util.Optional;

/**
 * How PEP 508 compares: as versions when operator and right side make a specifier of PEP 440 together, else as texts. Names of extras are
 * normalised first (PEP 685).
 */
final class MarkerComparison {
    private MarkerComparison() {}

    static boolean holds(Marker.Comparison comparison, MarkerEnvironment environment) {
        boolean variableFirst = comparison.left() instanceof Marker.Variable;
        String name =
                variableFirst ? comparison.left().text() : comparison.right().text();
        String known = environment.value(name);
        if (known == null) {
            throw undefined(comparison, "neither side is a variable");
        }
        String left = variableFirst ? known : comparison.left().text();
        String right = variableFirst ? comparison.right().text() : known;
        return name.equals("extra")
                ? compare(
                        comparison,
                        PythonName.of(left).normalised(),
                        PythonName.of(right).normalised())
                : compare(comparison, left, right);
    }

    private static boolean compare(Marker.Comparison comparison, String left, String right) {
        Optional<Specifier> specifier =
                Specifier.read(comparison.sign() + right).value();
        if (specifier.isEmpty()) {
            return compareTexts(comparison, left, right);
        }
        PythonVersion version = PythonVersion.read(left).value().orElse(null);
        if (version == null) {
            throw undefined(comparison, "'" + left + "' is not a version");
        }
        return specifier.get().contains(version, true);
    }

    private static boolean compareTexts(Marker.Comparison comparison, String left, String right) {
        return switch (comparison.sign()) {
            case "in" -> right.contains(left);
            case "not in" -> !right.contains(left);
            case "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> PythonText.compare(left, right) < 0;
            case "<=" -> PythonText.compare(left, right) <= 0;
            case ">" -> PythonText.compare(left, right) > 0;
            case ">=" -> PythonText.compare(left, right) >= 0;
            default -> throw undefined(comparison, "these are no versions");
        };
    }

    private static TextRefused undefined(Marker.Comparison comparison, String why) {
        return new TextRefused("No answer to " + comparison + ": " + why, 0);
    }
}
