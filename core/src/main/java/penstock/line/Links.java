package penstock.line;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import penstock.build.SpecFacts;

/**
 * Who provides and who requires each name, from what the specs of a line say. Only names are compared, not versions: this decides
 * order, and whether a version will do is for the build to find out.
 *
 * <p>A Python requirement is met before any generator has run: {@code python3dist(oslo.config)} and {@code python3-oslo-config} count
 * as one name, since Fedora's naming guidelines let the one follow from the other.
 */
record Links(
        PersistentMap<String, PersistentMap<String, Boolean>> providers,
        PersistentMap<String, PersistentMap<String, Boolean>> requirers) {
    static final Links NONE = new Links(PersistentMap.empty(), PersistentMap.empty());

    private static final Pattern DIST = Pattern.compile("python3(?:\\.\\d+)?dist\\(([^)\\[]+)(?:\\[[^]]*])?\\)");
    private static final Pattern WORDS = Pattern.compile("[\\s,]+|(?<=\\s)\\(+|^\\(+");
    private static final Set<String> OPERATORS =
            Set.of("<", "<=", "=", ">=", ">", "and", "or", "if", "unless", "else", "with", "without");

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
        names.add(name(facts.name()));
        facts.provides().forEach(text -> names.addAll(names(text)));
        return names;
    }

    private static Set<String> required(SpecFacts facts) {
        Set<String> names = new TreeSet<>();
        facts.buildRequires().forEach(text -> names.addAll(names(text)));
        facts.requires().forEach(text -> names.addAll(names(text)));
        return names;
    }

    /** The names in a dependency as rpm writes it: {@code stevedore >= 5.6}, {@code (a or b)}. */
    static Set<String> names(String dependency) {
        String[] words = WORDS.split(dependency.strip());
        Set<String> names = new TreeSet<>();
        boolean version = false;
        for (String word : words) {
            if (OPERATORS.contains(word)) {
                version = !Character.isLetter(word.charAt(0));
            } else if (!word.isEmpty() && !version) {
                names.add(name(word));
            } else {
                version = false;
            }
        }
        return names;
    }

    private static String name(String word) {
        String bare = word;
        while (bare.endsWith(")") && bare.chars().filter(c -> c == '(').count() < count(bare)) {
            bare = bare.substring(0, bare.length() - 1);
        }
        var dist = DIST.matcher(bare);
        String python = dist.matches() ? "python3-" + dist.group(1) : bare;
        return python.startsWith("python3-") ? python.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-") : python;
    }

    private static long count(String text) {
        return text.chars().filter(c -> c == ')').count();
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
