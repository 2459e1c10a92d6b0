package penstock.require.answer;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import penstock.require.python.PythonName;
import penstock.version.Evr;

/** Who provides and who requires what in a target's repositories. Made once and asked for every requirement. */
public final class Provided {
    private static final Pattern DIST = Pattern.compile("^python3(?:\\.[0-9]+)?dist\\(([^)\\[]+)\\)$");

    /** Of repositories that nobody has read: nothing is known of what is provided. */
    public static final Provided UNKNOWN = new Provided(List.of());

    private final List<Repository> repositories;
    private final Map<String, List<Offer>> offers = new LinkedHashMap<>();
    private final Map<String, List<Requirer>> requirers = new LinkedHashMap<>();

    private Provided(List<Repository> repositories) {
        this.repositories = List.copyOf(repositories);
        for (Repository repository : repositories) {
            for (Packaged one : repository.packages()) {
                offers(repository, one);
                requirers(repository, one);
            }
        }
    }

    /** @param repositories the line's labels, the one that builds see first, and the dependency repositories */
    public static Provided of(List<Repository> repositories) {
        return repositories.isEmpty() ? UNKNOWN : new Provided(repositories);
    }

    /** Whether any repository was read. */
    public boolean isKnown() {
        return !repositories.isEmpty();
    }

    /** The labels, the first being the one that builds see. */
    public List<String> labels() {
        return repositories.stream()
                .filter(Repository::label)
                .map(Repository::name)
                .toList();
    }

    private void offers(Repository repository, Packaged one) {
        Set<String> seen = new LinkedHashSet<>();
        for (RpmDependency provide : one.provides()) {
            if (seen.add(key(provide.name()))) {
                Evr version = provide.sign() == RpmDependency.Sign.EQUAL ? provide.evr() : one.evr();
                offer(key(provide.name()), new Offer(repository.name(), repository.label(), one, version));
            }
        }
        if (seen.add(one.name())) {
            offer(one.name(), new Offer(repository.name(), repository.label(), one, one.evr()));
        }
        for (String file : one.files()) {
            offer(file, new Offer(repository.name(), repository.label(), one, one.evr()));
        }
    }

    private void offer(String key, Offer offer) {
        offers.computeIfAbsent(key, k -> new ArrayList<>(1)).add(offer);
    }

    private void requirers(Repository repository, Packaged one) {
        for (RpmDependency dependency : one.requires()) {
            RpmRequirement requirement = RpmRequirement.of(dependency);
            Requirer requirer = new Requirer(repository.name(), repository.label(), one, requirement);
            Set<String> keys = new LinkedHashSet<>();
            names(requirement, keys);
            keys.forEach(key ->
                    requirers.computeIfAbsent(key, k -> new ArrayList<>(1)).add(requirer));
        }
    }

    private static void names(RpmRequirement requirement, Set<String> keys) {
        switch (requirement) {
            case RpmRequirement.One(RpmDependency one) -> keys.add(key(one.name()));
            case RpmRequirement.Joined(String _, List<RpmRequirement> parts) ->
                parts.forEach(part -> names(part, keys));
        }
    }

    /** {@code python3.9dist(Oslo.Config)} and {@code python3dist(oslo-config)} are one; other names are as they are. */
    static String key(String name) {
        if (!name.startsWith("python3")) {
            return name;
        }
        Matcher dist = DIST.matcher(name);
        return dist.find() ? dist(PythonName.of(dist.group(1)).normalised()) : name;
    }

    /** @param project normalised */
    static String dist(String project) {
        return "python3dist(" + project + ")";
    }

    /** Who provides a name, such as {@code python3dist(six)}, {@code puppet-stdlib} or a path; the newest first. */
    public List<Offer> whoProvides(String name) {
        return offers.getOrDefault(key(name), List.of()).stream()
                .sorted(Comparator.comparing(Offer::provided).reversed())
                .toList();
    }

    /** Who requires a name, sorted by theirs. */
    public List<Requirer> whoRequires(String name) {
        return requirers.getOrDefault(key(name), List.of()).stream()
                .sorted(Comparator.comparing((Requirer one) -> one.who().name()).thenComparing(Requirer::repository))
                .toList();
    }

    /** Whether a requirer lives with an offer: by whichever of the offer's names it asks. */
    static boolean admits(Requirer requirer, Offer offer) {
        for (RpmDependency provide : offer.provider().provides()) {
            Predicate<String> name = asked -> key(asked).equals(key(provide.name()));
            Evr version = provide.sign() == RpmDependency.Sign.EQUAL
                    ? provide.evr()
                    : offer.provider().evr();
            if (requirer.requirement().mentions(name) && !requirer.requirement().admits(name, version)) {
                return false;
            }
        }
        return true;
    }
}
