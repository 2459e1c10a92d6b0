package penstock.engine.purge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;
import penstock.purge.PurgePlan;
import penstock.purge.PurgeRule;
import penstock.purge.Retention;

/**
 * Removes old repositories and what only they had, in an order in which a crash at any moment leaves nothing that is referred to without
 * what it needs:
 *
 * <pre>
 *   give up in the database ─▶ folders of snapshots ─▶ folders of packages ─▶ artifacts ─▶ logs ─▶ scenarios
 * </pre>
 *
 * Until the folders of packages are gone, nobody begins to read a snapshot ({@link Readers}). Each part works from what is there and not from what this run decided, so the next purge does what one left that was interrupted. Builds
 * and publishing go on meanwhile.
 */
public final class Purge {
    private final PurgeBook book;
    private final SnapshotFolders folders;
    private final Kept kept;
    private final Readers readers;
    private final Fence fence;
    private final InstantSource clock;
    private final ReentrantLock one = new ReentrantLock();

    /** @param fence keeps a process from removing files that is not the owner any more */
    public Purge(
            PurgeBook book, SnapshotFolders folders, Kept kept, Readers readers, Fence fence, InstantSource clock) {
        this.book = book;
        this.folders = folders;
        this.kept = kept;
        this.readers = readers;
        this.fence = fence;
        this.clock = clock;
    }

    /**
     * What is kept beside snapshots.
     *
     * @param scenarios what is kept of their runs, under what was tested: its line and, after a slash, its folder
     */
    public record Kept(KeptFiles artifacts, KeptFiles logs, KeptFiles scenarios) {}

    /** The names that are to be kept and that nothing has. */
    public List<String> unknown(PurgeRule rule) throws OutsideFailure {
        return rule.keep().isEmpty() ? List.of() : Retention.unknown(facts(), rule);
    }

    private PurgeFacts facts() throws OutsideFailure {
        return book.facts().with(folders.shown(book.lines()));
    }

    /** What {@link #run} would do. */
    public PurgeReport look(PurgeRule rule) throws OutsideFailure {
        PurgePlan plan = Retention.decide(facts().held(readers.now()), rule);
        return new PurgeReport(plan, sizes(plan.snapshots()), Optional.empty());
    }

    /** Removes what the rule lets go; one at a time. */
    public PurgeReport run(PurgeRule rule) throws OutsideFailure {
        one.lock();
        try {
            Begun begun = begin(rule);
            return new PurgeReport(begun.plan(), begun.sizes(), Optional.of(sweep(begun, rule)));
        } finally {
            one.unlock();
        }
    }

    /** What was done while nobody could begin to read. */
    private record Begun(PurgePlan plan, List<Long> sizes, Swept snapshots, Swept shared) {}

    private Begun begin(PurgeRule rule) throws OutsideFailure {
        List<String> lines = book.lines();
        try (Readers.Still still = readers.still()) {
            List<PurgeFacts.Shown> shown = folders.shown(lines);
            PurgePlan plan =
                    book.giveUp(facts -> Retention.decide(facts.with(shown).held(still.held()), rule));
            List<Long> sizes = sizes(plan.snapshots());
            Swept snapshots = Swept.NOTHING;
            Swept shared = Swept.NOTHING;
            for (String line : lines) {
                fence.check();
                snapshots = snapshots.and(folders.remove(line, purged(line, still.held())));
                shared = shared.and(folders.sweep(line));
            }
            return new Begun(plan, sizes, snapshots, shared);
        }
    }

    /** What an earlier purge gave up and left there may have found a reader. */
    private Set<String> purged(String line, List<PurgeFacts.Held> held) throws OutsideFailure {
        Set<String> purged = new HashSet<>(book.purged(line));
        held.stream()
                .filter(one -> one.line().equals(line))
                .flatMap(one -> one.directories().stream())
                .forEach(purged::remove);
        return purged;
    }

    private PurgeReport.Removed sweep(Begun begun, PurgeRule rule) throws OutsideFailure {
        fence.check();
        // Who reads no snapshot may have begun meanwhile, and has what was not given up.
        PurgeFacts left = book.facts().held(readers.now());
        Instant settled = Retention.settled(left.underway(), clock.instant());
        Swept files = kept.artifacts().sweep((prefix, _) -> book.artifacts(prefix, settled), settled, false);
        Swept texts = kept.logs().sweep((_, names) -> needed(names), settled, false);
        Swept runs = kept.scenarios().sweep((_, names) -> there(names, left), rule.before(), false);
        return new PurgeReport.Removed(begun.snapshots(), begun.shared(), files, texts, runs);
    }

    /** What a test of something says is needed as long as that is there. */
    private static Set<String> there(Set<String> names, PurgeFacts left) {
        Set<String> there = left.snapshots().stream()
                .map(snapshot -> snapshot.ref().line() + "/" + snapshot.ref().directory())
                .collect(Collectors.toSet());
        there.retainAll(names);
        return there;
    }

    private Set<String> needed(Set<String> builds) throws OutsideFailure {
        Set<String> needed = new HashSet<>(builds);
        needed.removeAll(book.givenUp(builds));
        return needed;
    }

    private List<Long> sizes(List<SnapshotRef> snapshots) throws OutsideFailure {
        List<Long> sizes = new ArrayList<>();
        for (SnapshotRef snapshot : snapshots) {
            sizes.add(folders.size(snapshot));
        }
        return sizes;
    }

    /** Measures the snapshots that were published since the last time, so that nobody who asks for the use of disk has to wait. */
    public void measure() throws OutsideFailure {
        Map<SnapshotRef, Long> bytes = new HashMap<>();
        for (SnapshotRef snapshot : book.unmeasured()) {
            bytes.put(snapshot, folders.size(snapshot));
        }
        if (!bytes.isEmpty()) {
            book.measured(bytes);
        }
    }
}
