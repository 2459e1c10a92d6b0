package penstock.scenario;

import java.util.List;
import penstock.problem.Problem;
import penstock.yaml.YamlList;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlScalar;

/** Facts from YAML as the JSON that Facter reads. */
final class FactsJson {
    private final List<Problem> problems;
    private final StringBuilder json = new StringBuilder();

    private FactsJson(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param problems gets what can be no fact */
    static String of(YamlNode facts, List<Problem> problems) {
        if (!(facts instanceof YamlMap)) {
            problems.add(Problem.error(
                    "facts must be a map, this is " + facts.described(), facts.at(), "write name: value"));
            return "{}";
        }
        FactsJson writer = new FactsJson(problems);
        writer.add(facts);
        return writer.json.toString();
    }

    private void add(YamlNode node) {
        switch (node) {
            case YamlMap map -> map(map);
            case YamlList list -> list(list);
            case YamlScalar scalar -> scalar(scalar);
        }
    }

    private void map(YamlMap map) {
        json.append('{');
        for (YamlMap.Entry entry : map.entries()) {
            separate('{');
            text(entry.key().text());
            json.append(':');
            add(entry.value());
        }
        json.append('}');
    }

    private void list(YamlList list) {
        json.append('[');
        for (YamlNode item : list.items()) {
            separate('[');
            add(item);
        }
        json.append(']');
    }

    private void separate(char open) {
        if (json.charAt(json.length() - 1) != open) {
            json.append(',');
        }
    }

    private void scalar(YamlScalar scalar) {
        switch (scalar.value()) {
            case YamlScalar.Value.Null _ -> json.append("null");
            case YamlScalar.Value.Bool(boolean value) -> json.append(value);
            case YamlScalar.Value.Int(java.math.BigInteger value) -> json.append(value);
            case YamlScalar.Value.Text(String value) -> text(value);
            default ->
                problems.add(Problem.error(
                        "a fact is a text, a whole number, true, false or null; this is " + scalar.described(),
                        scalar.at(),
                        "put it in quotes"));
        }
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
