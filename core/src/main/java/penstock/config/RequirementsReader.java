package penstock.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import penstock.problem.Problem;
import penstock.require.python.PythonName;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;

/** Reads {@code requirements:}. */
final class RequirementsReader {
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,200}");

    private RequirementsReader() {}

    static RequirementsConfig read(Fields top) {
        Fields fields = top.fields("requirements", "requirements");
        SequencedMap<String, List<String>> names = names(fields);
        fields.done(Problem.Severity.ERROR);
        return new RequirementsConfig(names);
    }

    private static SequencedMap<String, List<String>> names(Fields fields) {
        SequencedMap<String, List<String>> names = new LinkedHashMap<>();
        Map<String, String> spelled = new HashMap<>();
        Fields table = fields.fields("names", "requirements: names");
        for (YamlMap.Entry entry : fields.entries("names")) {
            String name = entry.key().text();
            List<String> packages = table.texts(name);
            if (packages.isEmpty()) {
                table.refuse(name, name + " has no package", "write what it is called here: python3-yaml");
            }
            packages.stream()
                    .filter(one -> !PACKAGE.matcher(one).matches())
                    .forEach(one -> table.refuse(name, "not the name of a package: " + one, ""));
            String other = spelled.putIfAbsent(PythonName.of(name).normalised(), name);
            if (other != null) {
                table.refuse(name, name + " and " + other + " are the same name", "keep one of them");
            }
            names.put(name, packages);
        }
        return names;
    }
}
