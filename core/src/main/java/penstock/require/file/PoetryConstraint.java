package penstock.require.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Poetry's ranges by PEP 440: {@code ^1.2} is {@code >=1.2,<2}, {@code ~1.2} is {@code >=1.2,<1.3}, {@code 1.2} is {@code ==1.2}. */
final class PoetryConstraint {
    private static final Pattern PART =
            Pattern.compile("^(\\^|~=|~|==|!=|>=|<=|>|<|=)?\\s*v?([0-9][0-9A-Za-z.!+_-]*(?:\\.\\*)?|\\*)$");
    private static final Pattern NUMBERS = Pattern.compile("^[0-9]{1,9}(?:\\.[0-9]{1,9}){0,9}");

    private PoetryConstraint() {}

    /** Empty when PEP 440 can't say it, as with {@code ||}. */
    static Optional<String> toSpecifiers(String constraint) {
        List<String> parts = new ArrayList<>();
        for (String written :
                constraint.strip().replaceAll("([<>=!~^]) +", "$1").split("[, ]+")) {
            Matcher part = PART.matcher(written.strip());
            Optional<String> specifier = part.matches()
                    ? specifier(part.group(1) == null ? "" : part.group(1), part.group(2))
                    : Optional.empty();
            if (specifier.isEmpty()) {
                return Optional.empty();
            }
            parts.add(specifier.get());
        }
        parts.removeIf(String::isEmpty);
        return Optional.of(String.join(",", parts));
    }

    private static Optional<String> specifier(String operator, String version) {
        if (version.equals("*")) {
            return Optional.of("");
        }
        return switch (operator) {
            case "", "=" -> Optional.of("==" + version);
            case "^" -> next(version, true).map(end -> ">=" + version + ",<" + end);
            case "~" -> next(version, false).map(end -> ">=" + version + ",<" + end);
            default -> Optional.of(operator + version);
        };
    }

    /** The first version that is too high: {@code ^} lets all change after the first number that is not 0, {@code ~} after the second. */
    private static Optional<String> next(String version, boolean caret) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return Optional.empty();
        }
        String[] parts = numbers.group().split("\\.");
        int fixed = Math.min(2, parts.length) - 1;
        if (caret) {
            fixed = 0;
            while (fixed < parts.length - 1 && Integer.parseInt(parts[fixed]) == 0) {
                fixed++;
            }
        }
        parts[fixed] = String.valueOf(Integer.parseInt(parts[fixed]) + 1);
        return Optional.of(String.join(".", List.of(parts).subList(0, fixed + 1)));
    }
}
