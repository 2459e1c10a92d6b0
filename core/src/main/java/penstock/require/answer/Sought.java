package penstock.require.answer;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import penstock.require.Ecosystem;
import penstock.require.Requirement;

/**
 * What all requirements of one name ask for, whichever package has them.
 *
 * @param named what it is called
 * @param matching finds it in specs
 * @param offers who provides it, the newest first
 * @param requirers who requires it, sorted by name
 */
record Sought(Named named, Matching matching, List<Offer> offers, List<Requirer> requirers) {
    Sought {
        offers = List.copyOf(offers);
        requirers = List.copyOf(requirers);
    }

    /** What tells one from another. */
    record Name(Ecosystem ecosystem, String name) {
        static Name of(Requirement requirement) {
            return new Name(requirement.ecosystem(), requirement.name());
        }
    }

    static Sought of(Requirement requirement, Names names, Provided provided) {
        Named named = names.of(requirement, provided);
        Set<String> asked = new LinkedHashSet<>();
        if (requirement.ecosystem() == Ecosystem.PYTHON) {
            asked.add(Provided.dist(requirement.name()));
        }
        List<Offer> offers = asked.stream()
                .flatMap(name -> provided.whoProvides(name).stream())
                .toList();
        if (offers.isEmpty()) {
            offers = named.aliases().stream()
                    .flatMap(name -> provided.whoProvides(name).stream())
                    .distinct()
                    .toList();
        }
        asked.addAll(named.aliases());
        List<Requirer> requirers = asked.stream()
                .flatMap(name -> provided.whoRequires(name).stream())
                .distinct()
                .sorted(Comparator.comparing((Requirer one) -> one.who().name()))
                .toList();
        return new Sought(named, new Matching(requirement.ecosystem(), requirement.name(), named), offers, requirers);
    }

    /** For a package, which does not constrain what it makes itself. */
    Availability availability(boolean known, Set<String> own, String source) {
        return new Availability(
                known,
                offers,
                requirers.stream()
                        .filter(one -> !own.contains(one.who().name())
                                && !one.who().source().equals(source))
                        .toList());
    }
}
