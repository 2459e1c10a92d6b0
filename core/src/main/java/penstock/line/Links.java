package penstock.line;

import java.util.Set;
import java.util.TreeSet;
import penstock.build.Capability;
import penstock.build.SpecFacts;

/**
 * Who provides and who requires each name, from what the specs of a line say. Only names are compared, not versions: this decides
 * order, and whether a version will do is for the build to find out. See {@link Capability} for what counts as one
 * name.
 */
record Links(
        PersistentMap<String, PersistentMap<String, Boolean>> providers,
        PersistentMap<String, PersistentMap<String, Boolean>> requirers) {
    static final Links NONE = new Links(PersistentMap.empty(), PersistentMap.empty());

    Links with(String project, SpecFacts facts) {
        PersistentMap<String, PersistentMap<String, Boolean>> newProviders = providers;
        for (String name : provided(facts)) {
            newProviders = add(newProviders, name, project);
        }
        PersistentMap<String, PersistentMap<String, Boolean>> newRequirers = requirers;
        for (String name : required(facts)) {
            newRequirers = add(newRequirers, name, project);
        }
        return new Links(newProviders, newRequirers);
    }

    Links without(String project, SpecFacts facts) {
        PersistentMap<String, PersistentMap<String, Boolean>> newProviders = providers;
        for (String name : provided(facts)) {
            newProviders = drop(newProviders, name, project);
        }
        PersistentMap<String, PersistentMap<String, Boolean>> newRequirers = requirers;
        for (String name : required(facts)) {
            newRequirers = drop(newRequirers, name, project);
        }
        return new Links(newProviders, newRequirers);
    }

    /** The projects that a spec needs, its own left out. */
    Set<String> needs(String project, SpecFacts facts) {
        return others(project, required(facts), providers);
    }

    /** Those of {@link #needs} that it needs to be built, not only to be installed. */
    Set<String> buildNeeds(String project, SpecFacts facts) {
        Set<String> names = new TreeSet<>();
        facts.buildRequires().forEach(text -> names.addAll(Capability.names(text)));
        return others(project, names, providers);
    }

    /** The projects that need what a spec provides, its own left out. */
    Set<String> neededBy(String project, SpecFacts facts) {
        return others(project, provided(facts), requirers);
    }

    private static Set<String> others(
            String project, Set<String> names, PersistentMap<String, PersistentMap<String, Boolean>> index) {
        Set<String> projects = new TreeSet<>();
        for (String name : names) {
            index.get(name).ifPresent(found -> projects.addAll(found.keys()));
        }
        projects.remove(project);
        return projects;
    }

    private static Set<String> provided(SpecFacts facts) {
        Set<String> names = new TreeSet<>();
        names.addAll(Capability.names(facts.name()));
        facts.provides().forEach(text -> names.addAll(Capability.names(text)));
        return names;
    }

    private static Set<String> required(SpecFacts facts) {
        Set<String> names = new TreeSet<>();
        facts.buildRequires().forEach(text -> names.addAll(Capability.names(text)));
        facts.requires().forEach(text -> names.addAll(Capability.names(text)));
        return names;
    }

    private static PersistentMap<String, PersistentMap<String, Boolean>> add(
            PersistentMap<String, PersistentMap<String, Boolean>> index, String name, String project) {
        return index.with(name, index.get(name).orElse(PersistentMap.empty()).with(project, true));
    }

    private static PersistentMap<String, PersistentMap<String, Boolean>> drop(
            PersistentMap<String, PersistentMap<String, Boolean>> index, String name, String project) {
        PersistentMap<String, Boolean> left =
                index.get(name).orElse(PersistentMap.empty()).without(project);
        return left.isEmpty() ? index.without(name) : index.with(name, left);
    }
}
