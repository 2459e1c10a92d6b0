package penstock.require.answer;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import penstock.require.python.PythonName;
import penstock.version.Evr;

/**
 * Some packages by what they provide and require. Immutable: what several repositories, or one and its next version, have in common is
 * indexed once. A look costs the same however many packages there are.
 */
public final class PackageIndex {
    private static final Pattern DIST = Pattern.compile("^python3(?:\\.[0-9]+)?dist\\(([^)\\[]+)\\)$");

    private final List<Packaged> packages;
    private final Map<String, List<Provision>> providers = new HashMap<>();
    private final Map<String, List<Demand>> requirers = new HashMap<>();

    private PackageIndex(List<Packaged> packages) {
        this.packages = List.copyOf(packages);
        for (Packaged one : this.packages) {
            provisions(one);
            demands(one);
        }
    }

    /** Indexes packages; the cost is that of their dependencies. */
    public static PackageIndex of(List<Packaged> packages) {
        return new PackageIndex(packages);
    }

    /**
     * That a package provides a name.
     *
     * @param version as its {@code Provides} says; the package's own where that says none
     */
    record Provision(Packaged provider, Evr version) {}

    /** That a package requires a name, as one of a requirement's. */
    record Demand(Packaged requirer, RpmRequirement requirement) {}

    public List<Packaged> packages() {
        return packages;
    }

    /** @param key as {@link #key} makes it */
    List<Provision> providers(String key) {
        return providers.getOrDefault(key, List.of());
    }

    /** @param key as {@link #key} makes it */
    List<Demand> requirers(String key) {
        return requirers.getOrDefault(key, List.of());
    }

    private void provisions(Packaged one) {
        Set<String> seen = new LinkedHashSet<>();
        for (RpmDependency provide : one.provides()) {
            String key = key(provide.name());
            if (seen.add(key)) {
                provision(key, one, provide.sign() == RpmDependency.Sign.EQUAL ? provide.evr() : one.evr());
            }
        }
        if (seen.add(one.name())) {
            provision(one.name(), one, one.evr());
        }
        one.files().forEach(file -> provision(file, one, one.evr()));
    }

    private void provision(String key, Packaged one, Evr version) {
        providers.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(new Provision(one, version));
    }

    private void demands(Packaged one) {
        for (RpmDependency dependency : one.requires()) {
            RpmRequirement requirement = RpmRequirement.of(dependency);
            Demand demand = new Demand(one, requirement);
            Set<String> keys = new LinkedHashSet<>();
            names(requirement, keys);
            keys.forEach(key ->
                    requirers.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(demand));
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
        if (!name.startsWith("python3") || !name.endsWith(")")) {
            return name;
        }
        Matcher dist = DIST.matcher(name);
        return dist.find() ? Provided.dist(PythonName.of(dist.group(1)).normalised()) : name;
    }
}
