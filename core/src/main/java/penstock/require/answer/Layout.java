package penstock.require.answer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import penstock.require.spec.SpecSource;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage;
import penstock.require.spec.Subpackage.Role;

/**
 * How a spec is laid out: what of it is the same for all requirements that are asked of it, and so is looked for once, when it is first asked
 * for. For one thread.
 */
final class Layout {
    private final SpecSource spec;
    private final Map<Role, List<Subpackage>> packages = new EnumMap<>(Role.class);
    private final Map<Lines, Neighbours> neighbours = new HashMap<>();
    private final Documentation documentation;

    private enum Among {
        OWN,
        BUILD,
        BUILD_TESTS,
        BUILD_SETUP
    }

    private record Lines(Among among, Subpackage home, Tag tag) {}

    Layout(SpecSource spec) {
        this.spec = spec;
        for (Subpackage one : spec.packages()) {
            packages.computeIfAbsent(one.role(), _ -> new ArrayList<>()).add(one);
        }
        this.documentation = new Documentation(this);
    }

    SpecSource spec() {
        return spec;
    }

    List<Subpackage> packages(Role role) {
        return packages.getOrDefault(role, List.of());
    }

    Documentation documentation() {
        return documentation;
    }

    /** Every requirement that names what is asked for, in the order of the lines. */
    List<Mention> mentions(Matching matching) {
        List<Mention> mentions = new ArrayList<>();
        for (Statement statement : spec.statements()) {
            for (Stated item : statement.items()) {
                if (matching.is(item)) {
                    mentions.add(new Mention(statement, item));
                }
            }
        }
        return mentions;
    }

    /** The lines of one package. */
    Neighbours own(Subpackage home, Tag tag) {
        return once(new Lines(Among.OWN, home, tag), () -> Neighbours.of(spec, home, tag));
    }

    /** The build requirements for a library's Python, wherever they stand. */
    Neighbours build(Subpackage library) {
        return build(Among.BUILD, library, () -> Neighbours.ofBuild(this, library));
    }

    /** Those of them that are for tests; all when none is said to be. */
    Neighbours buildTests(Subpackage library) {
        return build(Among.BUILD_TESTS, library, () -> build(library).under(comment -> comment.contains("test")));
    }

    /** Those of them that are not for tests or documentation; all when each is said to be. */
    Neighbours buildSetup(Subpackage library) {
        return build(
                Among.BUILD_SETUP,
                library,
                () -> build(library).under(comment -> !comment.contains("test") && !comment.contains("doc")));
    }

    private Neighbours build(Among among, Subpackage library, Supplier<Neighbours> look) {
        return once(new Lines(among, library, Tag.BUILD_REQUIRES), look);
    }

    private Neighbours once(Lines lines, Supplier<Neighbours> look) {
        Neighbours known = neighbours.get(lines);
        if (known != null) {
            return known;
        }
        Neighbours found = look.get();
        neighbours.put(lines, found);
        return found;
    }
}
