package penstock.edge.rpm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import penstock.build.SpecFacts;

/** Query formats for {@code rpmspec --query}, and how what they print is read. */
final class SpecAnswer {
    static final String SOURCE = "name %{NAME}\\n[build %{REQUIRENEVRS}\\n]";
    static final String BINARY = "[provide %{PROVIDENEVRS}\\n][require %{REQUIRENEVRS}\\n]";

    private SpecAnswer() {}

    static SpecFacts parse(String said, boolean knowsBootstrap) {
        var name = "";
        var build = new LinkedHashSet<String>();
        var provides = new LinkedHashSet<String>();
        var requires = new LinkedHashSet<String>();
        for (var line : new ArrayList<>(said.lines().toList())) {
            var space = line.indexOf(' ');
            var value = space < 0 ? "" : line.substring(space + 1).strip();
            switch (space < 0 ? "" : line.substring(0, space)) {
                case "name" -> name = value;
                case "build" -> add(build, value);
                case "provide" -> add(provides, value);
                case "require" -> add(requires, value);
                default -> {
                    // A spec may print lines of its own while it is read; they say nothing here.
                }
            }
        }
        return new SpecFacts(name, List.copyOf(build), List.copyOf(provides), List.copyOf(requires), knowsBootstrap);
    }

    private static void add(java.util.Set<String> to, String relation) {
        if (!relation.isEmpty() && !relation.startsWith("rpmlib(")) {
            to.add(relation);
        }
    }
}
