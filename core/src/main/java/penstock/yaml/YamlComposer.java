package penstock.yaml;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import penstock.problem.Problem;
import penstock.yaml.YamlMap.Entry;

/** Makes nodes of the events of one text. */
final class YamlComposer {
    private static final String YAML = "tag:yaml.org,2002:";
    private static final Set<String> LISTS = Set.of(YAML + "seq", YAML + "omap", YAML + "pairs");
    private static final Set<String> MAPS = Set.of(YAML + "map", YAML + "set");

    private static final int MOST_WARNINGS = 200;

    private final Parser parser;
    private final YamlSource source;
    private final YamlLimits limits;
    private final Set<String> tags;
    private final List<Problem> problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    YamlComposer(Parser parser, YamlSource source, YamlLimits limits, Set<String> tags, List<Problem> problems) {
        this.parser = parser;
        this.source = source;
        this.limits = limits;
        this.tags = tags;
        this.problems = problems;
    }

    /** The node is null while it is not complete; the weight is the number of nodes in it with all aliases written out. */
    private record Anchored(@Nullable YamlNode node, int weight) {}

    /** The only document of the text. */
    YamlNode document() {
        next(); // the stream's start
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            checkDirectives(0);
            return new YamlScalar("", ScalarRules.NULL, new YamlPlace(source, 0, 0));
        }
        next(); // the document's start
        YamlNode root = value(0);
        Event last = next(); // the document's end
        Event end = next();
        if (!end.is(Event.ID.StreamEnd)) {
            throw refused("a second document starts here", end, "keep one document in a file");
        }
        YamlPlace after = place(last);
        checkDirectives(after.column() == 0 ? after.line() : after.line() + 1);
        return root;
    }

    /** SnakeYAML lets a directive pass that no document follows; PyYAML does not. */
    private void checkDirectives(int from) {
        int line = source.directive(from);
        if (line >= 0) {
            throw new YamlRefused(Problem.error(
                    "no document follows this directive", source.position(line, 0), "add a line --- after it"));
        }
    }

    private Event next() {
        return parser.getEvent();
    }

    private YamlNode value(int depth) {
        YamlNode node = node(depth);
        if (node instanceof YamlScalar scalar
                && (scalar.value().equals(ScalarRules.MERGE) || scalar.value().equals(ScalarRules.VALUE))) {
            throw new YamlRefused(
                    Problem.error("a plain " + scalar.text() + " has no value", scalar.at(), "put it in quotes"));
        }
        return node;
    }

    private YamlNode node(int depth) {
        Event event = next();
        if (depth > limits.depth()) {
            throw refused("the nesting is too deep", event, "at most " + limits.depth() + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        count(1, event);
        int before = nodes;
        String anchor = event instanceof NodeEvent named ? named.getAnchor() : null;
        if (anchor != null && anchors.put(anchor, new Anchored(null, 0)) != null) {
            throw refused("the anchor &" + anchor + " is set twice", event, "give each its own name");
        }
        YamlNode node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case CollectionStartEvent start ->
                start.is(Event.ID.SequenceStart) ? list(start, depth) : map(start, depth);
            default -> throw refused("a value is missing here", event, "");
        };
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, nodes - before + 1));
        }
        return node;
    }

    private YamlNode alias(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw refused("nothing above is anchored as &" + alias.getAnchor(), alias, "");
        }
        if (anchored.node == null) {
            throw refused("the value contains itself through *" + alias.getAnchor(), alias, "");
        }
        count(anchored.weight, alias);
        return anchored.node;
    }

    private void count(int more, Event event) {
        nodes = Math.addExact(nodes, more);
        if (nodes > limits.nodes()) {
            throw refused(
                    "the text stands for too many values",
                    event,
                    "at most " + limits.nodes() + " with all aliases written out");
        }
    }

    private YamlScalar scalar(ScalarEvent event) {
        String tag = event.getTag();
        boolean plain = event.getImplicit().canOmitTagInPlainScalar();
        try {
            YamlScalar.Value value;
            if (tag == null || tag.equals("!")) {
                value = plain ? ScalarRules.resolve(event.getValue()) : new YamlScalar.Value.Text(event.getValue());
            } else if (tag.startsWith(YAML)) {
                value = ScalarRules.construct(tag.substring(YAML.length()), event.getValue());
            } else if (tags.contains(tag)) {
                value = new YamlScalar.Value.Tagged(tag, event.getValue());
            } else {
                throw new IllegalArgumentException("the tag " + YamlSource.readable(tag) + " is unknown");
            }
            return new YamlScalar(event.getValue(), value, place(event));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(YamlSource.readable(String.valueOf(e.getMessage())), event, "");
        }
    }

    private YamlList list(CollectionStartEvent start, int depth) {
        checkTag(start, LISTS);
        List<YamlNode> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(value(depth + 1));
        }
        next();
        return new YamlList(items, place(start));
    }

    private YamlMap map(CollectionStartEvent start, int depth) {
        checkTag(start, MAPS);
        Map<Object, Entry> own = new LinkedHashMap<>();
        List<YamlMap> merged = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event at = parser.peekEvent();
            YamlNode key = node(depth + 1);
            YamlNode value = value(depth + 1);
            if (!(key instanceof YamlScalar scalar)) {
                throw refused("a key must be a scalar, this is " + key.described(), at, "");
            }
            if (scalar.value().equals(ScalarRules.MERGE)) {
                merged.addAll(toMerge(value, at));
            } else {
                put(own, new Entry(asKey(scalar), value));
            }
        }
        next();
        return new YamlMap(merged.isEmpty() ? own : merge(merged, own, start), place(start));
    }

    /** A plain {@code =} is a key as any other; elsewhere PyYAML has no value for it. */
    private static YamlScalar asKey(YamlScalar key) {
        return key.value().equals(ScalarRules.VALUE)
                ? new YamlScalar("=", new YamlScalar.Value.Text("="), key.place())
                : key;
    }

    private void put(Map<Object, Entry> entries, Entry entry) {
        Object identity = entry.key().identity();
        Entry before = entries.get(identity);
        // As in Python's dict the first key stays, with the last value.
        entries.put(identity, before == null ? entry : new Entry(before.key(), entry.value()));
        if (before == null || problems.size() >= MOST_WARNINGS) {
            return;
        }
        problems.add(Problem.warning(
                "the key " + YamlSource.readable(entry.key().text()) + " is given twice, the last one counts",
                entry.key().at(),
                "the first is on line " + before.key().at().line()));
    }

    /** The maps that a {@code <<} names, the one that wins last. */
    private List<YamlMap> toMerge(YamlNode value, Event at) {
        if (value instanceof YamlMap map) {
            return List.of(map);
        }
        if (!(value instanceof YamlList list)) {
            throw refused("<< needs a map or a list of maps, this is " + value.described(), at, "");
        }
        List<YamlMap> maps = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (!(item instanceof YamlMap map)) {
                throw refused("<< needs a map or a list of maps, the list has " + item.described(), at, "");
            }
            maps.addFirst(map);
        }
        return maps;
    }

    private Map<Object, Entry> merge(List<YamlMap> merged, Map<Object, Entry> own, Event at) {
        Map<Object, Entry> all = new LinkedHashMap<>();
        for (YamlMap map : merged) {
            count(map.entries().size(), at);
            all.putAll(map.byIdentity());
        }
        all.putAll(own);
        return all;
    }

    private void checkTag(CollectionStartEvent start, Set<String> known) {
        String tag = start.getTag();
        if (tag != null && !tag.equals("!") && !known.contains(tag) && !tags.contains(tag)) {
            throw refused("the tag " + YamlSource.readable(tag) + " is unknown here", start, "");
        }
    }

    private YamlPlace place(Event event) {
        Mark mark = event.getStartMark();
        return mark == null ? new YamlPlace(source, 0, 0) : new YamlPlace(source, mark.getLine(), mark.getColumn());
    }

    private YamlRefused refused(String message, Event event, String hint) {
        return new YamlRefused(Problem.error(message, place(event).position(), hint));
    }
}
