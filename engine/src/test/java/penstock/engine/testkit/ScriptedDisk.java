package penstock.engine.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import penstock.engine.purge.DiskUse;
import penstock.engine.purge.KeptFiles;
import penstock.engine.purge.PurgeBook;
import penstock.engine.purge.Readers;
import penstock.engine.purge.SnapshotFolders;
import penstock.engine.purge.Swept;
import penstock.line.SnapshotRef;
import penstock.purge.PurgeFacts;
import penstock.purge.PurgePlan;

/** Snapshots of one line that a test says, each of 1,000 bytes, and all that a purge did to them, in order. */
public final class ScriptedDisk implements PurgeBook, SnapshotFolders, Readers {
    public static final String LINE = "spring";

    private final List<PurgeFacts.Published> snapshots = new ArrayList<>();
    private final List<PurgeFacts.Built> builds = new ArrayList<>();
    private final List<PurgeFacts.Open> orders = new ArrayList<>();
    private final List<PurgeFacts.Held> held = new ArrayList<>();
    private final Map<String, String> links = new HashMap<>();
    private final Set<String> purged = new HashSet<>();
    private final Set<String> givenUp = new HashSet<>();
    private final Map<SnapshotRef, Long> measured = new HashMap<>();
    private final List<String> did = new ArrayList<>();

    /** A package was built and published. */
    public SnapshotRef published(String project, Instant when) {
        int number = snapshots.size() + 1;
        SnapshotRef ref = new SnapshotRef(LINE, "", "folder-" + number, project, "build-" + number, number);
        snapshots.add(new PurgeFacts.Published(ref, PurgeFacts.State.PUBLISHED, when));
        builds.add(new PurgeFacts.Built(ref.build(), LINE, project, Optional.of(when), Optional.empty()));
        return ref;
    }

    /** A label is there on the disk alone. */
    public void link(String label, SnapshotRef to) {
        links.put(label, to.directory());
    }

    /** A build runs. */
    public void building(Instant since) {
        orders.add(new PurgeFacts.Open(LINE, since, Optional.empty()));
    }

    /** Something reads a snapshot. */
    public void read(SnapshotRef ref, Instant since) {
        held.add(new PurgeFacts.Held("a test of a deployment", since, LINE, List.of(ref.directory())));
    }

    @Override
    public List<PurgeFacts.Held> now() {
        return List.copyOf(held);
    }

    @Override
    public Still still() {
        did.add("lets nobody read");
        return new Still() {
            @Override
            public List<PurgeFacts.Held> held() {
                return now();
            }

            @Override
            public void close() {
                did.add("lets read again");
            }
        };
    }

    public List<String> did() {
        return List.copyOf(did);
    }

    @Override
    public PurgeFacts facts() {
        return new PurgeFacts(
                snapshots.stream()
                        .filter(snapshot -> !purged.contains(snapshot.ref().directory()))
                        .toList(),
                List.of(),
                builds.stream().filter(build -> !givenUp.contains(build.id())).toList(),
                List.of(),
                List.of(),
                new PurgeFacts.Underway(orders, List.of()),
                List.of());
    }

    @Override
    public PurgePlan giveUp(Function<PurgeFacts, PurgePlan> decision) {
        PurgePlan plan = decision.apply(facts());
        plan.snapshots().forEach(ref -> purged.add(ref.directory()));
        givenUp.addAll(plan.builds());
        did.add("gave up " + plan.snapshots().size());
        return plan;
    }

    @Override
    public Set<String> purged(String line) {
        return Set.copyOf(purged);
    }

    @Override
    public List<String> lines() {
        return List.of(LINE);
    }

    @Override
    public Set<String> artifacts(String prefix, Instant settled) {
        return Set.of();
    }

    @Override
    public Set<String> givenUp(Set<String> ids) {
        Set<String> found = new HashSet<>(givenUp);
        found.retainAll(ids);
        return found;
    }

    @Override
    public List<DiskUse> use() {
        long bytes = measured.values().stream().mapToLong(Long::longValue).sum();
        return List.of(new DiskUse(LINE, snapshots.size() - purged.size(), bytes, 0, 0));
    }

    @Override
    public List<SnapshotRef> unmeasured() {
        return snapshots.stream()
                .map(PurgeFacts.Published::ref)
                .filter(ref -> !measured.containsKey(ref))
                .toList();
    }

    @Override
    public void measured(Map<SnapshotRef, Long> bytes) {
        measured.putAll(bytes);
        did.add("measured " + bytes.size());
    }

    @Override
    public List<PurgeFacts.Shown> shown(List<String> lines) {
        return links.entrySet().stream()
                .map(link -> new PurgeFacts.Shown(LINE, link.getKey(), link.getValue()))
                .toList();
    }

    @Override
    public long size(SnapshotRef snapshot) {
        return 1_000;
    }

    @Override
    public Swept remove(String line, Set<String> directories) {
        did.add("removed " + directories.size());
        return new Swept(directories.size(), 1_000L * directories.size());
    }

    @Override
    public Swept sweep(String line) {
        did.add("swept shared folders");
        return Swept.NOTHING;
    }

    /** Files of builds; says which of those it has are not needed, and which are too young to go. */
    public KeptFiles files(String what, String... names) {
        return (needed, before, dry) -> {
            Set<String> stay = needed.of("", Set.of(names));
            int go = names.length - stay.size();
            did.add("swept " + go + " " + what + " before " + before);
            return new Swept(go, go);
        };
    }
}
