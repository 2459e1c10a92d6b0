package penstock.require.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import penstock.problem.SourcePosition;
import penstock.require.Use;
import penstock.require.python.PythonName;

/**
 * Reads what pyproject.toml requires: {@code [project]} (PEP 621), {@code [dependency-groups]} (PEP 735), {@code [build-system]} (PEP
 * 518), the files that {@code [tool.setuptools.dynamic]} names, and the tables of flit, hatch, pdm, uv and poetry that came before
 * those.
 */
final class Pyproject {
    private static final int DEEPEST = 20;
    private static final int MOST_GROUPS = 200;

    private final SourceText source;
    private final TomlText toml;
    private final Found found;
    private final RequirementsTxt requirements;

    Pyproject(SourceText source, Found found, RequirementsTxt requirements) {
        this.source = source;
        this.toml = TomlText.read(source, found);
        this.found = found;
        this.requirements = requirements;
    }

    void read() {
        list(toml.get("build-system", "requires"), Use.BUILD_SYSTEM);
        list(toml.get("project", "dependencies"), Use.RUNTIME);
        lists(toml.under("project", "optional-dependencies"), true);
        groups();
        dynamic();
        older();
        new PoetryTables(source, toml, found).read();
    }

    private void dynamic() {
        for (TomlText.Entry entry : toml.under("tool", "setuptools", "dynamic")) {
            List<String> path = entry.path();
            if (path.equals(List.of("dependencies", "file"))) {
                files(entry.value(), Use.RUNTIME);
            } else if (path.size() == 3
                    && path.getFirst().equals("optional-dependencies")
                    && path.getLast().equals("file")) {
                files(entry.value(), Use.extra(path.get(1)));
            }
        }
        toml.get("tool", "hatch", "metadata", "hooks", "requirements_txt", "files")
                .ifPresent(files -> files(files, Use.RUNTIME));
    }

    private void older() {
        list(toml.get("tool", "flit", "metadata", "requires"), Use.RUNTIME);
        lists(toml.under("tool", "flit", "metadata", "requires-extra"), true);
        lists(toml.under("tool", "pdm", "dev-dependencies"), false);
        list(toml.get("tool", "uv", "dev-dependencies"), Use.group("dev"));
    }

    private void lists(List<TomlText.Entry> entries, boolean extras) {
        for (TomlText.Entry entry : entries) {
            if (entry.path().size() == 1) {
                String name = entry.path().getFirst();
                list(Optional.of(entry.value()), extras ? Use.extra(name) : Use.group(name));
            }
        }
    }

    private void list(Optional<Value> value, Use use) {
        if (value.isPresent() && value.get() instanceof Value.Items items) {
            items.items().forEach(item -> item(item, use));
        } else if (value.isPresent()) {
            found.error("not a list of requirements", source.at(value.get().at()), "");
        }
    }

    private void item(Value item, Use use) {
        SourcePosition at = source.at(item.at());
        if (item instanceof Value.Text text) {
            found.python(text.text(), use, at);
        } else {
            found.error("not a requirement in quotes", at, "");
        }
    }

    private void groups() {
        Map<PythonName, Value> groups = new LinkedHashMap<>();
        toml.under("dependency-groups").stream()
                .filter(entry -> entry.path().size() == 1)
                .limit(MOST_GROUPS)
                .forEach(entry -> groups.putIfAbsent(PythonName.of(entry.path().getFirst()), entry.value()));
        groups.forEach((name, value) -> {
            if (value instanceof Value.Items items) {
                group(groups, items, Use.group(name.written()), new HashSet<>(Set.of(name)), 0);
            } else {
                found.error("not a list of requirements", source.at(value.at()), "");
            }
        });
    }

    /** A group's own lines and those of the groups that it includes, each group once. */
    private void group(Map<PythonName, Value> groups, Value.Items group, Use use, Set<PythonName> seen, int depth) {
        for (Value item : group.items()) {
            if (!(item instanceof Value.Table table)
                    || !(table.get("include-group").orElse(null) instanceof Value.Text name)) {
                item(item, use);
                continue;
            }
            PythonName included = PythonName.of(name.text());
            Value value = groups.get(included);
            boolean itself = use.equals(Use.group(name.text()));
            if (value == null || itself || depth > DEEPEST) {
                found.error(
                        value == null ? "there is no such group" : "the group includes itself",
                        source.at(name.at()),
                        "");
            } else if (seen.add(included) && value instanceof Value.Items items) {
                group(groups, items, use, seen, depth + 1);
            }
        }
    }

    private void files(Value value, Use use) {
        List<Value> names = value instanceof Value.Items items ? items.items() : List.of(value);
        for (Value name : names) {
            Optional<String> path = name instanceof Value.Text text ? FileSource.inTree(text.text()) : Optional.empty();
            if (path.isEmpty() || !requirements.read(path.get(), use)) {
                found.warning(
                        "the file that it names is not in the tree", source.at(name.at()), "what it says is not known");
            }
        }
    }
}
