package penstock.require.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import penstock.problem.SourcePosition;
import penstock.require.Use;
import penstock.require.python.PythonName;

/** Reads poetry's own tables, {@code [tool.poetry.dependencies]} and those of its groups, into requirements by PEP 508. */
final class PoetryTables {
    private static final int MOST_GROUPS = 200;

    private final SourceText source;
    private final TomlText toml;
    private final Found found;
    /** Names of optional dependencies, and the extras that they belong to. */
    private final Map<PythonName, List<Use>> optional = new LinkedHashMap<>();

    PoetryTables(SourceText source, TomlText toml, Found found) {
        this.source = source;
        this.toml = toml;
        this.found = found;
    }

    void read() {
        for (TomlText.Entry extra : toml.under("tool", "poetry", "extras")) {
            if (extra.value() instanceof Value.Items items) {
                items.items().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(item -> PythonName.of(((Value.Text) item).text()))
                        .forEach(name -> optional.computeIfAbsent(name, key -> new ArrayList<>())
                                .add(Use.extra(extra.path().getFirst())));
            }
        }
        table(List.of("dependencies"), Use.RUNTIME);
        table(List.of("dev-dependencies"), Use.group("dev"));
        toml.under("tool", "poetry", "group").stream()
                .filter(entry -> entry.path().size() > 2)
                .map(entry -> entry.path().getFirst())
                .distinct()
                .limit(MOST_GROUPS)
                .forEach(group -> table(List.of("group", group, "dependencies"), Use.group(group)));
    }

    private void table(List<String> path, Use use) {
        List<String> whole = new ArrayList<>(List.of("tool", "poetry"));
        whole.addAll(path);
        Map<String, List<Value.Entry>> tables = new LinkedHashMap<>();
        for (TomlText.Entry entry : toml.under(whole.toArray(String[]::new))) {
            String name = entry.path().getFirst();
            if (name.equals("python")) {
                continue;
            }
            if (entry.path().size() == 2) {
                tables.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(new Value.Entry(entry.path().getLast(), entry.value()));
            } else if (entry.value() instanceof Value.Items several) {
                several.items().forEach(one -> dependency(name, one, use));
            } else if (!(entry.value() instanceof Value.Table)) {
                dependency(name, entry.value(), use);
            }
        }
        tables.forEach((name, entries) -> dependency(
                name, new Value.Table(entries, entries.getFirst().value().at()), use));
    }

    private void dependency(String name, Value value, Use use) {
        SourcePosition at = source.at(value.at());
        Value.Table table = value instanceof Value.Table given
                ? given
                : new Value.Table(List.of(new Value.Entry("version", value)), value.at());
        String version = text(table, "version").orElse("*");
        Optional<String> constraint = PoetryConstraint.toSpecifiers(version);
        if (constraint.isEmpty()) {
            found.warning("poetry's range has no form in PEP 440", at, "its bounds are not known");
        }
        String requirement = name
                + extras(table)
                + address(table).map(from -> " @ " + from).orElse(constraint.orElse(""))
                + marker(table);
        boolean isOptional = table.get("optional")
                .filter(Value.Bare.class::isInstance)
                .filter(bare -> ((Value.Bare) bare).word().equals("true"))
                .isPresent();
        List<Use> uses = isOptional ? optional.getOrDefault(PythonName.of(name), List.of()) : List.of(use);
        uses.forEach(one -> found.python(requirement, one, at));
    }

    private static String extras(Value.Table table) {
        return table.get("extras").orElse(null) instanceof Value.Items items
                ? items.items().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(item -> ((Value.Text) item).text())
                        .collect(Collectors.joining(",", "[", "]"))
                : "";
    }

    private static Optional<String> address(Value.Table table) {
        Optional<String> git = text(table, "git")
                .map(url -> "git+" + url
                        + text(table, "rev")
                                .or(() -> text(table, "tag"))
                                .or(() -> text(table, "branch"))
                                .map(ref -> "@" + ref)
                                .orElse(""));
        return git.or(() -> text(table, "url")).or(() -> text(table, "path").map(path -> "file:" + path));
    }

    private static String marker(Value.Table table) {
        Optional<String> markers = text(table, "markers");
        return markers.map(marker -> " ; " + marker).orElse("");
    }

    private static Optional<String> text(Value.Table table, String key) {
        return table.get(key).filter(Value.Text.class::isInstance).map(value -> ((Value.Text) value).text());
    }
}
