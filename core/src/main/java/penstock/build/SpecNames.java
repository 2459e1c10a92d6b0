package penstock.build;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of capabilities that a spec speaks of, see {@link Capability}: what connects packages with one another.
 *
 * @param requires to be built or to be installed, those of {@code buildRequires} included
 */
public record SpecNames(Set<String> provides, Set<String> requires, Set<String> buildRequires) {
    public static final SpecNames NONE = new SpecNames(Set.of(), Set.of(), Set.of());

    public static SpecNames of(SpecFacts facts) {
        Set<String> provides = names(facts.provides());
        provides.addAll(Capability.names(facts.name()));
        Set<String> buildRequires = names(facts.buildRequires());
        Set<String> requires = names(facts.requires());
        requires.addAll(buildRequires);
        return new SpecNames(provides, requires, buildRequires);
    }

    private static Set<String> names(List<String> texts) {
        Set<String> names = new TreeSet<>();
        texts.forEach(text -> names.addAll(Capability.names(text)));
        return names;
    }
}
