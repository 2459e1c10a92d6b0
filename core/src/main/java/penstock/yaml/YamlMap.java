package penstock.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import penstock.problem.SourcePosition;

/** A map. Its entries are in Python's order: that of the first time a key is seen, merged keys first. */
public final class YamlMap implements YamlNode {
    private final Map<Object, Entry> entries;
    private final YamlPlace place;

    YamlMap(Map<Object, Entry> entries, YamlPlace place) {
        this.entries = entries;
        this.place = place;
    }

    /** An empty map at the start of a file. */
    public static YamlMap empty(String file) {
        return new YamlMap(new LinkedHashMap<>(), new YamlPlace(new YamlSource(file, ""), 0, 0));
    }

    public record Entry(YamlScalar key, YamlNode value) {}

    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** The entry whose key is this text (a key that is a number or a truth value is no text). */
    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    Map<Object, Entry> byIdentity() {
        return entries;
    }

    @Override
    public SourcePosition at() {
        return place.position();
    }

    @Override
    public String file() {
        return place.source().file();
    }

    @Override
    public String described() {
        return "a map";
    }
}
