package penstock.yaml;

import java.util.List;
import penstock.problem.SourcePosition;

/** A list. */
public final class YamlList implements YamlNode {
    private final List<YamlNode> items;
    private final YamlPlace place;

    YamlList(List<YamlNode> items, YamlPlace place) {
        this.items = List.copyOf(items);
        this.place = place;
    }

    public List<YamlNode> items() {
        return items;
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
        return "a list";
    }
}
