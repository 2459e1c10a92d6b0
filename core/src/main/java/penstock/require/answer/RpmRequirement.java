package penstock.require.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import penstock.version.Evr;

/** A requirement as rpm has it: one name, or a rich one: {@code (a >= 1 with a < 2)}, {@code (b if c)}. */
public sealed interface RpmRequirement {
    /** Rich requirements may be nested so deep. */
    int MAX_DEPTH = 20;

    /** One name. */
    record One(RpmDependency dependency) implements RpmRequirement {
        @Override
        public String toString() {
            return dependency.toString();
        }
    }

    /**
     * Several.
     *
     * @param word {@code and}, {@code or}, {@code with}, {@code without}, {@code if} or {@code unless}
     */
    record Joined(String word, List<RpmRequirement> parts) implements RpmRequirement {
        public Joined {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(RpmRequirement::toString).collect(Collectors.joining(" " + word + " ", "(", ")"));
        }
    }

    /** Reads a rich requirement; one that is not well formed is taken as a name that nobody has. */
    static RpmRequirement of(RpmDependency dependency) {
        if (!dependency.name().startsWith("(")) {
            return new One(dependency);
        }
        Scan scan = new Scan(dependency.name());
        RpmRequirement read = scan.group(0);
        return scan.whole() ? read : new One(dependency);
    }

    /** Whether any of the names is one of these. */
    default boolean mentions(Predicate<String> names) {
        return switch (this) {
            case One(RpmDependency one) -> names.test(one.name());
            case Joined(String _, List<RpmRequirement> parts) -> parts.stream().anyMatch(part -> part.mentions(names));
        };
    }

    /** Whether it can hold where those names are provided in this version; of other names nothing is asked. */
    default boolean admits(Predicate<String> names, Evr provided) {
        return switch (this) {
            case One(RpmDependency one) -> !names.test(one.name()) || one.admits(provided);
            case Joined(String word, List<RpmRequirement> parts) ->
                switch (word) {
                    case "or" -> parts.stream().anyMatch(part -> part.admits(names, provided));
                    case "without" ->
                        parts.getFirst().admits(names, provided)
                                && parts.stream()
                                        .skip(1)
                                        .noneMatch(part -> part.mentions(names) && part.admits(names, provided));
                    // What stands behind "if" is a condition, not a need.
                    case "if", "unless" -> parts.getFirst().admits(names, provided);
                    default -> parts.stream().allMatch(part -> part.admits(names, provided));
                };
        };
    }

    /** Reads the text of a rich requirement. */
    final class Scan {
        private static final Set<String> WORDS = Set.of("and", "or", "with", "without", "if", "unless", "else");
        private static final Set<String> SIGNS = Set.of("<", "<=", "=", ">=", ">");

        private final List<String> tokens = new ArrayList<>();
        private int at;
        private boolean broken;

        private Scan(String text) {
            int from = -1;
            int inner = 0;
            for (int i = 0; i <= text.length(); i++) {
                char c = i < text.length() ? text.charAt(i) : ' ';
                boolean opensName = c == '(' && from >= 0;
                boolean closesName = c == ')' && inner > 0;
                inner += opensName ? 1 : closesName ? -1 : 0;
                boolean sign = (c == '(' || c == ')') && !opensName && !closesName;
                if (from >= 0 && (sign || (Character.isWhitespace(c) && inner == 0))) {
                    tokens.add(text.substring(from, i));
                    from = -1;
                }
                if (sign) {
                    tokens.add(String.valueOf(c));
                } else if (!Character.isWhitespace(c) && from < 0) {
                    from = i;
                }
            }
        }

        private String peek() {
            return at < tokens.size() ? tokens.get(at) : "";
        }

        private String take() {
            String token = peek();
            at++;
            return token;
        }

        private boolean whole() {
            return !broken && at == tokens.size();
        }

        private RpmRequirement group(int depth) {
            broken |= depth > MAX_DEPTH || !take().equals("(");
            List<RpmRequirement> parts = new ArrayList<>();
            String word = "";
            while (!broken) {
                parts.add(peek().equals("(") ? group(depth + 1) : one());
                if (peek().equals(")")) {
                    at++;
                    break;
                }
                String joining = take();
                broken |= !WORDS.contains(joining);
                word = word.isEmpty() ? joining : word;
            }
            return parts.size() == 1 ? parts.getFirst() : new Joined(word, parts);
        }

        private RpmRequirement one() {
            String name = take();
            broken |= name.isEmpty() || name.equals(")") || WORDS.contains(name);
            if (!SIGNS.contains(peek())) {
                return new One(RpmDependency.any(name));
            }
            return new One(new RpmDependency(name, RpmDependency.Sign.of(take()), Evr.parse(take())));
        }
    }
}
