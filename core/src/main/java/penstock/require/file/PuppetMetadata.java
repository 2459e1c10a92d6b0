package penstock.require.file;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;
import penstock.require.Bounds;
import penstock.require.OnPuppet;
import penstock.require.Use;

/** Reads a Puppet module's metadata.json: {@code dependencies}, and the Puppet that {@code requirements} names. */
final class PuppetMetadata {
    private static final Pattern NAME = Pattern.compile("^[A-Za-z0-9]{1,60}[-/][A-Za-z][A-Za-z0-9_]{0,60}$");
    private static final Pattern PROGRAM = Pattern.compile("^[a-z][a-z0-9_-]{0,60}$");

    private final SourceText source;
    private final Found found;

    PuppetMetadata(SourceText source, Found found) {
        this.source = source;
        this.found = found;
    }

    void read() {
        ValueReader reader = new ValueReader(source, Syntax.JSON, found);
        Optional<Value> root = source.text().isBlank() ? Optional.empty() : reader.read(firstCharacter());
        if (!(root.orElse(null) instanceof Value.Table module)) {
            found.error("not a map", source.position(1), "metadata.json is {\"name\": ..., \"dependencies\": [...]}");
            return;
        }
        if (!source.text().substring(reader.at()).isBlank()) {
            found.error("more than a map", source.at(reader.at()), "the rest is not read");
        }
        list(module, "dependencies", NAME);
        list(module, "requirements", PROGRAM);
    }

    private int firstCharacter() {
        int at = 0;
        while (Character.isWhitespace(source.text().charAt(at))) {
            at++;
        }
        return at;
    }

    private void list(Value.Table module, String key, Pattern name) {
        Optional<Value> list = module.get(key);
        if (list.orElse(null) instanceof Value.Items items) {
            items.items().forEach(item -> dependency(item, name));
        } else {
            list.ifPresent(value -> found.error("not a list", source.at(value.at()), ""));
        }
    }

    private void dependency(Value item, Pattern pattern) {
        Value.Table table = item instanceof Value.Table given ? given : new Value.Table(java.util.List.of(), item.at());
        if (!(table.get("name").orElse(null) instanceof Value.Text name)
                || !pattern.matcher(name.text()).matches()) {
            found.error("not a module with its name", source.at(item.at()), "write {\"name\": \"author/module\"}");
            return;
        }
        Optional<Value> range = table.get("version_requirement").or(() -> table.get("version_range"));
        Optional<Bounds> bounds = range.isEmpty()
                ? Optional.of(Bounds.ANY)
                : range.filter(Value.Text.class::isInstance)
                        .flatMap(text -> PuppetRange.read(((Value.Text) text).text()));
        if (bounds.isEmpty()) {
            found.error("not a range of versions", source.at(range.orElse(name).at()), "write \">= 1.0.0 < 2.0.0\"");
        }
        found.add(new OnPuppet(slug(name.text()), bounds.orElse(Bounds.ANY), ""), Use.RUNTIME, source.at(name.at()));
    }

    /** {@code author-module} in small letters. */
    static String slug(String name) {
        return name.replace('/', '-').toLowerCase(Locale.ROOT);
    }
}
