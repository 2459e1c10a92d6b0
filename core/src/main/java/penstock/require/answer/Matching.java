package penstock.require.answer;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import penstock.build.Capability;
import penstock.require.Ecosystem;
import penstock.require.python.PythonName;
import penstock.require.spec.Stated;

/** Whether what a spec states is the thing that a requirement names, whichever Python it is for. */
final class Matching {
    private final Ecosystem ecosystem;
    private final String project;
    private final String dist;
    private final Set<String> aliases;
    private final Set<String> suffixes;

    /** @param project the requirement's normalised name */
    Matching(Ecosystem ecosystem, String project, Named named) {
        this.ecosystem = ecosystem;
        this.project = project;
        this.dist = Provided.dist(project);
        this.aliases = Set.copyOf(named.aliases());
        this.suffixes = named.aliases().stream()
                .filter(alias -> !Stated.flavour(alias).isEmpty())
                .map(Matching::suffix)
                .collect(Collectors.toSet());
    }

    private static String suffix(String name) {
        return PythonName.of(name.substring(Stated.flavour(name).length())).normalised();
    }

    boolean is(Stated stated) {
        if (stated.isRich()) {
            return Capability.words(stated.name()).stream().anyMatch(this::isName);
        }
        Optional<String> dist = stated.dist();
        return dist.isPresent() ? ecosystem == Ecosystem.PYTHON && dist.get().equals(project) : isName(stated.name());
    }

    private boolean isName(String name) {
        return aliases.contains(name)
                || (ecosystem == Ecosystem.PYTHON && (Provided.key(name).equals(dist) || hasSuffix(name)));
    }

    private boolean hasSuffix(String name) {
        return !Stated.flavour(name).isEmpty() && suffixes.contains(suffix(name));
    }
}
