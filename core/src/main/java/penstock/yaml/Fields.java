package penstock.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.problem.Spelling;

/**
 * A map that is being read into a record: typed look-ups that add a {@link Problem} where the text is not what it should be and
 * answer empty then. A key without a value ({@code key:}) counts as absent. At the end {@link #done} finds the keys that nobody asked
 * for.
 */
public final class Fields {
    private final YamlMap map;
    private final String what;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param what what the map describes, for messages: {@code the target debian}
     * @param problems gets what is wrong
     */
    public Fields(YamlMap map, String what, List<Problem> problems) {
        this.map = map;
        this.what = what;
        this.problems = problems;
    }

    /** A node as the fields of a map; another kind of node is an error, nothing and absence an empty map. */
    public static Fields of(Optional<YamlNode> node, String file, String what, List<Problem> problems) {
        Optional<YamlNode> present = node.filter(n -> !isNothing(n));
        if (present.isPresent() && present.get() instanceof YamlMap map) {
            return new Fields(map, what, problems);
        }
        present.ifPresent(n -> problems.add(
                Problem.error(what + " must be a map, this is " + n.described(), n.at(), "write keys and values")));
        return new Fields(YamlMap.empty(file), what, problems);
    }

    /** Whether the key is there with a value. */
    public boolean has(String key) {
        return node(key).isPresent();
    }

    public Optional<YamlNode> node(String key) {
        known.add(key);
        return map.get(key).filter(node -> !isNothing(node));
    }

    /** A text; numbers and the like pass only when they are written as they are read ({@code 5}, not {@code 1.10} or {@code yes}). */
    public Optional<String> text(String key) {
        return node(key).flatMap(node -> text(node, key));
    }

    /** A text that must be there. */
    public Optional<String> required(String key) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            problems.add(Problem.error(what + " lacks the key " + key, at(key), "add " + key + ":"));
        }
        return node.flatMap(n -> text(n, key));
    }

    public Optional<Boolean> flag(String key) {
        return node(key).flatMap(node -> {
            if (node instanceof YamlScalar scalar && scalar.value() instanceof YamlScalar.Value.Bool(boolean value)) {
                return Optional.of(value);
            }
            return wrong(key, node, "true or false");
        });
    }

    /** A whole number within bounds. */
    public Optional<Integer> number(String key, int least, int most) {
        return node(key).flatMap(node -> {
            if (node instanceof YamlScalar scalar
                    && scalar.value() instanceof YamlScalar.Value.Int(BigInteger value)
                    && value.compareTo(BigInteger.valueOf(least)) >= 0
                    && value.compareTo(BigInteger.valueOf(most)) <= 0) {
                return Optional.of(value.intValueExact());
            }
            return wrong(key, node, "a whole number from " + least + " to " + most);
        });
    }

    /** A list of texts; a single text counts as a list of one. */
    public List<String> texts(String key) {
        return items(key).stream().flatMap(item -> text(item, key).stream()).toList();
    }

    /** The items of a list; a single value counts as a list of one, absence as an empty one. */
    public List<YamlNode> items(String key) {
        return node(key)
                .map(node -> node instanceof YamlList list ? list.items() : List.of(node))
                .orElse(List.of());
    }

    /** A map below this one; empty fields when it is absent. */
    public Fields fields(String key, String name) {
        return of(node(key), map.file(), name, problems);
    }

    /** The entries of a map whose keys are names that the user chose. */
    public List<YamlMap.Entry> entries(String key) {
        Fields fields = fields(key, key);
        return new ArrayList<>(fields.map.entries());
    }

    /** Where a key's value stands, or the map when it is not there. */
    public SourcePosition at(String key) {
        return map.get(key)
                .filter(node -> !isNothing(node))
                .map(YamlNode::at)
                .orElseGet(() -> map.entry(key).map(e -> e.key().at()).orElseGet(map::at));
    }

    public SourcePosition at() {
        return map.at();
    }

    /** Adds an error about a key's value. */
    public void refuse(String key, String message, String hint) {
        problems.add(Problem.error(what + ": " + message, at(key), hint));
    }

    /** Adds a problem for every key that was not asked for. */
    public void done(Problem.Severity severity) {
        for (YamlMap.Entry entry : map.entries()) {
            String key = entry.key().text();
            if (!(entry.key().value() instanceof YamlScalar.Value.Text) || !known.contains(key)) {
                problems.add(new Problem(
                        severity,
                        "the key " + YamlSource.readable(key) + " is unknown in " + what,
                        entry.key().at(),
                        Spelling.hint(key, known)));
            }
        }
    }

    private Optional<String> text(YamlNode node, String key) {
        if (!(node instanceof YamlScalar scalar)) {
            return wrong(key, node, "a text");
        }
        String text = scalar.text();
        return switch (scalar.value()) {
            case YamlScalar.Value.Text ignored -> Optional.of(text);
            case YamlScalar.Value.Int number when number.value().toString().equals(text) -> Optional.of(text);
            case YamlScalar.Value.Real number
            when Double.toString(number.value()).equals(text) -> Optional.of(text);
            case YamlScalar.Value.Date date when date.value().toString().equals(text) -> Optional.of(text);
            default -> {
                problems.add(Problem.error(
                        key + " of " + what + " must be a text, this is " + scalar.described(),
                        scalar.at(),
                        "put it in quotes: \"" + YamlSource.readable(text) + "\""));
                yield Optional.empty();
            }
        };
    }

    private <T> Optional<T> wrong(String key, YamlNode node, String expected) {
        problems.add(Problem.error(
                key + " of " + what + " must be " + expected + ", this is " + node.described(), node.at(), ""));
        return Optional.empty();
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.isNull();
    }
}
