package penstock.line;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import penstock.build.SpecFacts;
import penstock.build.SpecNames;

/**
 * Who provides, who requires and who lacks each name, from what the specs of a line say and what builds failed for want of. Only names are compared, not versions: this decides
 * order, and whether a version will do is for the build to find out. See {@link penstock.build.Capability} for what counts as one
 * name.
 */
record Links(
        PersistentMap<String, PersistentMap<String, Boolean>> providers,
        PersistentMap<String, PersistentMap<String, Boolean>> requirers,
        PersistentMap<String, PersistentMap<String, Boolean>> lackers,
        PersistentMap<String, SpecNames> names) {
    static final Links NONE =
            new Links(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

    Links with(String project, SpecFacts facts) {
        SpecNames mine = SpecNames.of(facts);
        PersistentMap<String, PersistentMap<String, Boolean>> newProviders = providers;
        for (String name : mine.provides()) {
            newProviders = add(newProviders, name, project);
        }
        PersistentMap<String, PersistentMap<String, Boolean>> newRequirers = requirers;
        for (String name : mine.requires()) {
            newRequirers = add(newRequirers, name, project);
        }
        return new Links(newProviders, newRequirers, lackers, names.with(project, mine));
    }

    Links without(String project) {
        SpecNames mine = of(project);
        PersistentMap<String, PersistentMap<String, Boolean>> newProviders = providers;
        for (String name : mine.provides()) {
            newProviders = drop(newProviders, name, project);
        }
        PersistentMap<String, PersistentMap<String, Boolean>> newRequirers = requirers;
        for (String name : mine.requires()) {
            newRequirers = drop(newRequirers, name, project);
        }
        return new Links(newProviders, newRequirers, lackers, names.without(project));
    }

    /** With other names that a project's last build failed for want of. */
    Links lacking(String project, List<String> before, List<String> now) {
        PersistentMap<String, PersistentMap<String, Boolean>> newLackers = lackers;
        for (String name : before) {
            newLackers = drop(newLackers, name, project);
        }
        for (String name : now) {
            newLackers = add(newLackers, name, project);
        }
        return new Links(providers, requirers, newLackers, names);
    }

    private SpecNames of(String project) {
        return names.get(project).orElse(SpecNames.NONE);
    }

    /** The projects that one needs, itself left out; none while its spec is not known. */
    Set<String> needs(String project) {
        return others(project, of(project).requires(), providers);
    }

    /** Those of {@link #needs} that it needs to be built, not only to be installed. */
    Set<String> buildNeeds(String project) {
        return others(project, of(project).buildRequires(), providers);
    }

    /** The projects that need what one provides, itself left out. */
    Set<String> neededBy(String project) {
        return others(project, of(project).provides(), requirers);
    }

    /** The projects whose last build failed for want of what one provides, itself left out. */
    Set<String> lackedBy(String project) {
        return others(project, of(project).provides(), lackers);
    }

    /** The projects that provide one of these names. */
    Set<String> providing(List<String> wanted) {
        return others("", Set.copyOf(wanted), providers);
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
