package penstock.require.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import penstock.version.Evr;

/**
 * Who provides and who requires what in a target's repositories. To make it costs nothing; a question costs one look into each part of each
 * repository, the first time that it is asked.
 */
public final class Provided {
    /** Of repositories that nobody has read: nothing is known of what is provided. */
    public static final Provided UNKNOWN = new Provided(List.of());

    private final List<Repository> repositories;
    /** What was asked once is asked for each package that requires it. */
    private final Map<String, List<Offer>> offers = new ConcurrentHashMap<>();

    private final Map<String, List<Requirer>> requirers = new ConcurrentHashMap<>();

    private Provided(List<Repository> repositories) {
        this.repositories = List.copyOf(repositories);
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

    /** {@code python3.9dist(Oslo.Config)} and {@code python3dist(oslo-config)} are one; other names are as they are. */
    static String key(String name) {
        return PackageIndex.key(name);
    }

    /** @param project normalised */
    static String dist(String project) {
        return "python3dist(" + project + ")";
    }

    /** Who provides a name, such as {@code python3dist(six)}, {@code puppet-stdlib} or a path; the newest first. */
    public List<Offer> whoProvides(String name) {
        return offers.computeIfAbsent(name, _ -> {
            List<Offer> found = new ArrayList<>();
            in(
                    key(name),
                    PackageIndex::providers,
                    (repository, one) ->
                            found.add(new Offer(repository.name(), repository.label(), one.provider(), one.version())));
            found.sort(Comparator.comparing(Offer::provided).reversed());
            return List.copyOf(found);
        });
    }

    /** Who requires a name, sorted by theirs. */
    public List<Requirer> whoRequires(String name) {
        return requirers.computeIfAbsent(name, _ -> {
            List<Requirer> found = new ArrayList<>();
            in(
                    key(name),
                    PackageIndex::requirers,
                    (repository, one) -> found.add(
                            new Requirer(repository.name(), repository.label(), one.requirer(), one.requirement())));
            found.sort(Comparator.comparing((Requirer one) -> one.who().name()).thenComparing(Requirer::repository));
            return List.copyOf(found);
        });
    }

    /** Each part of a repository that is published has little, so that most have nothing of a name. */
    private <T> void in(String key, BiFunction<PackageIndex, String, List<T>> look, BiConsumer<Repository, T> taking) {
        for (Repository repository : repositories) {
            for (PackageIndex part : repository.parts()) {
                look.apply(part, key).forEach(one -> taking.accept(repository, one));
            }
        }
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
