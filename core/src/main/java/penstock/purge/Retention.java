package penstock.purge;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts.Built;
import penstock.purge.PurgeFacts.Open;
import penstock.purge.PurgeFacts.Published;
import penstock.purge.PurgeFacts.Removed;
import penstock.purge.PurgeFacts.Shown;
import penstock.purge.PurgeFacts.State;

/**
 * DLRN's rules of retention ({@code dlrn-purge}): what is older than a time goes, but the newest success of each project stays unless it
 * was removed, and so does what is excluded, was promoted, is shown by a label, or is needed by work that is under way.
 *
 * <p>A build's artifacts and log stay as long as a snapshot that stays lists it, or the next one will, or a build that stays has its
 * artifacts; those of the newest build of each project stay to explain how the project is.
 */
public final class Retention {
    private final PurgeFacts facts;
    private final PurgeRule rule;
    private final Holds holds;
    private final Listings listings;
    private final Set<Removed> removed;
    private final Map<String, Long> newest = new HashMap<>();
    private final Set<String> excluded;

    private Retention(PurgeFacts facts, PurgeRule rule) {
        this.facts = facts;
        this.rule = rule;
        this.holds = Holds.of(facts);
        this.listings = new Listings(facts.entries());
        this.removed = Set.copyOf(facts.removed());
        facts.snapshots().stream()
                .filter(snapshot -> snapshot.state() == State.PUBLISHED
                        && !removed(snapshot.ref().line(), snapshot.ref().project()))
                .forEach(snapshot ->
                        newest.merge(project(snapshot.ref()), snapshot.ref().sequence(), Math::max));
        this.excluded = excluded();
    }

    private boolean removed(String line, String project) {
        return removed.contains(new Removed(line, project)) || removed.contains(new Removed(line, ""));
    }

    /** Decides about everything that the facts name. */
    public static PurgePlan decide(PurgeFacts facts, PurgeRule rule) {
        return new Retention(facts, rule).decide();
    }

    private PurgePlan decide() {
        List<SnapshotRef> go = new ArrayList<>();
        List<PurgePlan.Stay> stays = new ArrayList<>();
        for (Published snapshot : facts.snapshots()) {
            Optional<String> why = stays(snapshot);
            if (why.isPresent()) {
                stays.add(new PurgePlan.Stay(snapshot.ref(), why.get()));
            } else {
                go.add(snapshot.ref());
            }
        }
        return new PurgePlan(
                go, stays, builds(stays.stream().map(PurgePlan.Stay::ref).toList()));
    }

    private Optional<String> stays(Published snapshot) {
        SnapshotRef ref = snapshot.ref();
        Optional<String> held = holds.of(ref);
        if (held.isPresent()) {
            return held;
        }
        if (snapshot.state() == State.MADE) {
            return Optional.of("being published or pointed to");
        }
        if (!snapshot.changed().isBefore(rule.before())) {
            return Optional.of("younger than asked for");
        }
        if (snapshot.state() == State.PUBLISHED && newest.getOrDefault(project(ref), -1L) == ref.sequence()) {
            return Optional.of("the newest success of " + ref.project());
        }
        return excluded.contains(ref.build()) ? Optional.of("in what is to be kept") : Optional.empty();
    }

    /** The names to keep that neither a label nor a snapshot has: likely slips, which would let go what was to stay. */
    public static List<String> unknown(PurgeFacts facts, PurgeRule rule) {
        return rule.keep().stream()
                .filter(name -> facts.labels().stream().noneMatch(shown -> isCalled(shown, name))
                        && facts.snapshots().stream()
                                .noneMatch(
                                        snapshot -> snapshot.ref().directory().equals(name)))
                .toList();
    }

    private static boolean isCalled(Shown shown, String name) {
        return shown.name().equals(name) || shown.name().endsWith("/" + name);
    }

    /** The builds that snapshots list which the rule names, by a label or by their folder. */
    private Set<String> excluded() {
        Set<String> named = new HashSet<>();
        for (Shown shown : facts.labels()) {
            if (rule.keep().stream().anyMatch(name -> isCalled(shown, name))) {
                named.add(shown.line() + " " + shown.directory());
            }
        }
        List<SnapshotRef> refs = facts.snapshots().stream()
                .map(Published::ref)
                .filter(ref ->
                        rule.keep().contains(ref.directory()) || named.contains(ref.line() + " " + ref.directory()))
                .toList();
        return listings.only(refs);
    }

    private List<String> builds(List<SnapshotRef> stay) {
        List<SnapshotRef> listing = new ArrayList<>(stay);
        facts.underway().orders().stream()
                .flatMap(order -> order.snapshot().stream())
                .forEach(listing::add);
        Set<String> needed = listings.of(listing);
        listing.forEach(ref -> needed.add(ref.build()));
        newestOfProjects().values().forEach(build -> needed.add(build.id()));
        facts.builds().stream()
                .filter(build ->
                        build.ended().filter(end -> end.isBefore(rule.before())).isEmpty())
                .forEach(build -> needed.add(build.id()));
        List<String> origins = facts.builds().stream()
                .filter(build -> needed.contains(build.id()))
                .flatMap(build -> build.reusedFrom().stream())
                .toList();
        needed.addAll(origins);
        return facts.builds().stream()
                .map(Built::id)
                .filter(id -> !needed.contains(id))
                .toList();
    }

    private Map<String, Built> newestOfProjects() {
        Map<String, Built> newestBuilds = new HashMap<>();
        Comparator<Built> byEnd = Comparator.comparing(build -> build.ended().orElse(Instant.MAX));
        for (Built build : facts.builds()) {
            if (removed(build.line(), build.project())) {
                continue;
            }
            newestBuilds.merge(build.line() + " " + build.project(), build, (a, b) -> byEnd.compare(a, b) > 0 ? a : b);
        }
        return newestBuilds;
    }

    private static String project(SnapshotRef ref) {
        return ref.line() + " " + ref.component() + " " + ref.project();
    }

    /**
     * The last moment that no running build, and nothing that holds what it reads, has seen. Files that came to the store after it may
     * belong to a build whose end is not written yet, and builds given up after it may have been found for reuse by one.
     */
    public static Instant settled(PurgeFacts.Underway underway, Instant now) {
        Stream<Instant> builds = underway.orders().stream()
                .filter(order -> order.snapshot().isEmpty())
                .map(Open::given);
        return Stream.concat(builds, underway.held().stream().map(PurgeFacts.Held::since))
                .min(Comparator.naturalOrder())
                .map(oldest -> oldest.minus(1, ChronoUnit.MICROS))
                .filter(before -> before.isBefore(now))
                .orElse(now);
    }
}
